package io.zoosync.queue;

import java.nio.ByteBuffer;

/**
 * Messages all of whose words are a number that no other message of the queue has.
 *
 * <p>The sizes of their records divide the ring's length, so that no padding takes space and the
 * number of messages that fit is exact.
 */
final class Stamp {
    static final int WORDS = 23;
    static final int LENGTH = WORDS * Long.BYTES;
    static final int LONG_LENGTH = 191 * Long.BYTES;

    private static final int MOST = 64;
    private static final long JUNK = -1;

    private Stamp() {}

    static long of(Claim claim) {
        return claim.id() + 1;
    }

    static long of(View view) {
        return view.id() + 1;
    }

    static void write(Claim claim) {
        write(claim.buffer(), of(claim));
    }

    static void write(ByteBuffer buffer, long stamp) {
        for (int i = 0; i < buffer.limit(); i += Long.BYTES) {
            buffer.putLong(i, stamp);
        }
    }

    /** How many of a message's words are as they should be. */
    static int count(View view) {
        return count(view.buffer(), of(view));
    }

    static int count(ByteBuffer buffer, long stamp) {
        int right = 0;
        for (int i = 0; i < buffer.limit(); i += Long.BYTES) {
            if (buffer.getLong(i) == stamp) {
                right++;
            }
        }
        return right;
    }

    static boolean isWhole(View view) {
        return count(view) * Long.BYTES == view.length();
    }

    /**
     * Sends messages of one length.
     *
     * @return the id of the first
     */
    static long send(ZooQueue queue, int messages, int length) {
        long first = -1;
        for (int i = 0; i < messages; i++) {
            Claim claim = queue.tryClaim(length);
            first = i == 0 ? claim.id() : first;
            write(claim);
            claim.commit();
        }
        return first;
    }

    /**
     * The number of a message of {@link #LENGTH}, counted from 1 for that with the id {@code
     * first}.
     */
    static int number(View view, long first) {
        return (int) ((view.id() - first) / Record.size(LENGTH)) + 1;
    }

    /** How many claims of a length fit; what lies in their place is overwritten. */
    static int fill(ZooQueue queue, int length) {
        Claim[] claims = new Claim[MOST];
        int fitting = 0;
        for (Claim claim = queue.tryClaim(length); claim != null; claim = queue.tryClaim(length)) {
            overwrite(claim.buffer());
            claims[fitting++] = claim;
        }
        for (int i = 0; i < fitting; i++) {
            claims[i].abort();
        }
        View none = queue.tryRecvView(); // so that the aborted ones are skipped
        return none == null ? fitting : -1;
    }

    private static void overwrite(ByteBuffer buffer) {
        for (int i = 0; i < buffer.limit(); i += Long.BYTES) {
            buffer.putLong(i, JUNK);
        }
    }
}
