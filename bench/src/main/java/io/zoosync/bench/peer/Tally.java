package io.zoosync.bench.peer;

/**
 * What passed one of several ends of a stream. Each sender numbers its messages from its index
 * shifted by {@link #SENDER_BITS} up; a receiver gets any of them, each sender's in their order.
 * That nothing was lost or doubled is seen when all senders' tallies are compared with all
 * receivers'.
 */
public final class Tally {
    /** The sender's index is in the bits from this one up. */
    public static final int SENDER_BITS = 40;

    private static final int MOST_SENDERS = 64;

    private final long[] next = new long[MOST_SENDERS];
    private long count;
    private long sum;

    /** Takes the message of that number. */
    public void take(long number) {
        long sender = number >>> SENDER_BITS;
        if (sender >= MOST_SENDERS || number < next[(int) sender]) {
            throw new IllegalStateException("message " + number + " came twice or too late");
        }
        next[(int) sender] = number + 1;
        count++;
        sum += number;
    }

    /** How many messages were taken. */
    public long count() {
        return count;
    }

    /** The sum of their numbers, with those bits that a double holds exactly. */
    public long sum() {
        return sum & ((1L << 48) - 1);
    }
}
