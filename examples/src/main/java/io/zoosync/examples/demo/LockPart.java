package io.zoosync.examples.demo;

import java.io.IOException;

/** A process is killed while it holds a lock, in the midst of a transfer between two accounts. */
public final class LockPart {
    static final String LOCK = "accounts";

    private LockPart() {}

    /** Runs the part. */
    public static void play(Workspace workspace, Screen screen)
            throws IOException, InterruptedException {
        screen.title("2. A process is killed (kill -9) while it holds a lock");
        Child heir = workspace.start(LockHeir.class);
        Child holder = workspace.start(LockHolder.class);
        long token = Long.parseLong(holder.expect("holds, token"));
        screen.line(
                "  process %d holds the lock, with a transfer half done; process %d wants it",
                holder.pid(), heir.pid());
        heir.expect("ready");
        heir.send("go");
        screen.check(heir.next().equals("refused"), "the other does not get it from the living");
        heir.expect("waits");

        long struck = System.nanoTime();
        holder.strike();
        String got = heir.next();
        double millis = (System.nanoTime() - struck) / 1e6;
        String[] words = got.split(" ");
        screen.check(
                holder.kill() == Child.KILLED && words[0].equals("recovered"),
                "%.1f ms after the kill the other holds it, and is told that its holder died",
                millis);
        screen.check(
                Long.parseLong(words[1]) > token && Long.parseLong(words[2]) != 0,
                "its token is higher (%s after %d); it finds the accounts off by %s",
                words[1],
                token,
                words[2]);
        screen.check(
                heir.expect("then").equals("sound 0") && heir.await() == 0,
                "repaired and marked consistent: the next holding finds all sound");
    }
}
