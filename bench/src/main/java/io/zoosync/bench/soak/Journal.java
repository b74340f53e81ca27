package io.zoosync.bench.soak;

import io.zoosync.bench.harness.MappedFile;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.file.Path;

/**
 * What became of the messages of one producer process, in a file that outlives it.
 *
 * <pre>
 *  0  claiming     claims begun
 *  8  claimed      claims made
 * 16  committing   commits begun
 * 24  committed    commits that returned
 * 64  one byte per message: how it was received
 * </pre>
 *
 * The producer writes the counters, each before or after the step that it names. Consumers write
 * the bytes, each while it holds the message.
 */
final class Journal {
    static final int MOST_MESSAGES = 1 << 20;

    static final int CLAIMING = 0;
    static final int CLAIMED = 8;
    static final int COMMITTING = 16;
    static final int COMMITTED = 24;
    private static final int RECEIPTS = 64;

    private static final byte NEVER = 0;
    private static final byte ONCE = 1;
    private static final byte AGAIN = 2;

    private final MappedByteBuffer bytes;

    private Journal(MappedByteBuffer bytes) {
        this.bytes = bytes;
    }

    static Journal open(Path directory, int producer) throws IOException {
        Path file = directory.resolve("journal-" + producer);
        return new Journal(MappedFile.map(file, (long) RECEIPTS + MOST_MESSAGES));
    }

    /** Counts a step of the producer. */
    void count(int counter) {
        bytes.putLong(counter, bytes.getLong(counter) + 1);
    }

    long counted(int counter) {
        return bytes.getLong(counter);
    }

    /**
     * Notes that a message is in somebody's hands.
     *
     * @return false if it had been received before, and nothing says so
     */
    boolean receive(int sequence, boolean redelivered) {
        int at = RECEIPTS + sequence;
        byte before = bytes.get(at);
        bytes.put(at, redelivered || before != NEVER ? AGAIN : ONCE);
        return before == NEVER || redelivered;
    }

    boolean wasReceived(int sequence) {
        return bytes.get(RECEIPTS + sequence) != NEVER;
    }

    boolean cameAgain(int sequence) {
        return bytes.get(RECEIPTS + sequence) == AGAIN;
    }
}
