package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * What one process has done, in a mapped file that survives its death: for each message that it
 * sends how far it came, and a list of the messages that were handed to it.
 */
final class Ledger {
    // How far a producer came with a message
    static final int NOTHING = 0;
    static final int CLAIMING = 1;
    static final int CLAIMED = 2;
    static final int COMMITTING = 3;
    static final int COMMITTED = 4;
    static final int ABORTING = 5;
    static final int ABORTED = 6;

    /** All that have this state came as far together: either all were sent or none. */
    static final int COMMITTING_TOGETHER = 7;

    // What a consumer did with a message
    static final int IN_HAND = 1;
    static final int ENDING = 2;
    static final int DONE = 3;
    static final int GIVING_BACK = 4;

    static final int MOST = 500_000;

    private static final int SENT = 64;
    private static final int COUNT = 0;
    private static final int RECEIPT_BYTES = 16;

    /** One message handed to the process. */
    record Receipt(long seed, int deliveries, int state) {}

    private final Memory memory;

    /** Where the list of what was received begins. */
    private final int received;

    private Ledger(Memory memory, int received) {
        this.memory = memory;
        this.received = received;
    }

    /** The ledger in a file, which is made if there is none. */
    static Ledger open(Path file) throws IOException {
        return open(file, MOST);
    }

    /** A ledger for so many messages sent, and as many received. */
    static Ledger open(Path file, int most) throws IOException {
        int received = SENT + Integer.BYTES * most;
        int bytes = received + RECEIPT_BYTES * most;
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            Memory memory = new Memory(channel.map(MapMode.READ_WRITE, 0, bytes), Os.current());
            return new Ledger(memory, received);
        }
    }

    void sent(int sequence, int state) {
        memory.putIntRelease(SENT + 4 * sequence, state);
    }

    int sent(int sequence) {
        return memory.getIntAcquire(SENT + 4 * sequence);
    }

    /** Notes a message that was handed over; returns its place in the list. */
    int received(Message message) {
        int index = count();
        int at = received + RECEIPT_BYTES * index;
        memory.putLong(at, Payload.seedOf(message));
        memory.putInt(at + 8, message.deliveries());
        memory.putIntRelease(at + 12, IN_HAND);
        memory.putIntRelease(COUNT, index + 1);
        return index;
    }

    void ended(int index, int state) {
        memory.putIntRelease(received + RECEIPT_BYTES * index + 12, state);
    }

    int count() {
        return memory.getIntAcquire(COUNT);
    }

    List<Receipt> receipts() {
        List<Receipt> receipts = new ArrayList<>();
        for (int i = 0, count = count(); i < count; i++) {
            int at = received + RECEIPT_BYTES * i;
            receipts.add(
                    new Receipt(
                            memory.getLong(at),
                            memory.getInt(at + 8),
                            memory.getIntAcquire(at + 12)));
        }
        return receipts;
    }
}
