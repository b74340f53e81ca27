package io.zoosync.examples.demo;

import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** A process is killed while it has a message in hand. */
public final class RedeliveryPart {
    static final String QUEUE = "letters";
    static final int CAPACITY = 1 << 16;

    private RedeliveryPart() {}

    /** Runs the part. */
    public static void play(Workspace workspace, Screen screen)
            throws IOException, InterruptedException {
        screen.title("3. A process is killed (kill -9) while it has a message in hand");
        try (ZooQueue queue = ZooQueue.create(QUEUE, CAPACITY)) {
            for (String letter : new String[] {"A", "B", "C"}) {
                queue.put(letter.getBytes(StandardCharsets.UTF_8));
            }
            Child heir = workspace.start(ViewHeir.class);
            Child holder = workspace.start(ViewHolder.class);
            String held = holder.expect("holds");
            screen.line(
                    "  process %d has the first of three messages in hand; process %d receives too",
                    holder.pid(), heir.pid());
            heir.expect("ready");
            heir.send("go");
            String second = heir.next();
            String third = heir.next();
            screen.check(
                    held.endsWith(" A") && second.endsWith("1 B") && third.endsWith("1 C"),
                    "each message goes to one of them, in order");
            screen.check(
                    heir.next().equals("nothing"), "the message of the living is not given away");

            long struck = System.nanoTime();
            holder.strike();
            String again = heir.next();
            double millis = (System.nanoTime() - struck) / 1e6;
            String id = held.split(" ")[0];
            screen.check(
                    holder.kill() == Child.KILLED && again.equals(id + " again 2 A"),
                    "%.1f ms after the kill the other has it: same id (%s), flagged as redelivered,"
                            + " delivery 2",
                    millis,
                    id);
            screen.check(
                    heir.next().equals("nothing") && heir.await() == 0,
                    "and no message comes twice");
            QueueStats stats = queue.stats();
            screen.check(
                    stats.redeliveries() == 1 && stats.messages() == 0 && stats.openViews() == 0,
                    "the queue counts one redelivery and is empty");
        }
    }
}
