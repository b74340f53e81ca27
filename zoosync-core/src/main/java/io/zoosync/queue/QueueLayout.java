package io.zoosync.queue;

import io.zoosync.internal.segment.Segment;

/**
 * The segment of a queue. Words that different sides write lie {@value #LINE} bytes apart, two
 * cache lines, since processors fetch lines in pairs.
 *
 * <pre>
 *     0  segment header           geometry A: capacity in bytes, B: length of the metadata
 *   128  PRODUCER_LOCK      int   robust lock of the producers' end
 *   132  PRODUCER_EXCLUSIVE int   1 while an exclusive producer holds it
 *   256  TAIL               long  end of what is claimed
 *   384  CONSUMER_LOCK      int   robust lock of the consumers' end
 *   388  CONSUMER_EXCLUSIVE int   1 while an exclusive consumer holds it
 *   392  CURRENT            long  what an exclusive consumer has in hand: its position + 1
 *   400  CONSUMER_LOST            LostCounter of shared claims
 *   424  REDELIVERED        long  how many messages were received again
 *   512  CURSOR             long  end of what was received
 *   640  VIEWS              int   entries of the view table that may be in use
 *   644  SPLITTING          int   odd while an entry of the table is being split
 *   648  RETURNED           int   1 if an entry may have been given back
 *   768  DATA                     wait word of the consumers
 *   896  SPACE                    wait word of the producers
 *  1024  VIEW_TABLE               {@value #VIEW_COUNT} entries of {@value #VIEW_STRIDE} bytes (ViewTable)
 * 12288  RING                     capacity + {@value #SLACK} bytes, then the metadata
 * </pre>
 *
 * Positions are in bytes, count up for ever and are multiples of 8; position p lies at {@code RING
 * + p % ring length}.
 */
final class QueueLayout {
    static final int LINE = 128;
    static final int PRODUCER_LOCK = Segment.HEADER_BYTES;
    static final int PRODUCER_EXCLUSIVE = PRODUCER_LOCK + 4;
    static final int TAIL = PRODUCER_LOCK + LINE;
    static final int CONSUMER_LOCK = TAIL + LINE;
    static final int CONSUMER_EXCLUSIVE = CONSUMER_LOCK + 4;
    static final int CURRENT = CONSUMER_LOCK + 8;
    static final int CONSUMER_LOST = CONSUMER_LOCK + 16;
    static final int REDELIVERED = CONSUMER_LOST + LostCounter.BYTES;
    static final int CURSOR = CONSUMER_LOCK + LINE;
    static final int VIEWS = CURSOR + LINE;
    static final int SPLITTING = VIEWS + 4;
    static final int RETURNED = VIEWS + 8;
    static final int DATA = VIEWS + LINE;
    static final int SPACE = DATA + LINE;
    static final int VIEW_TABLE = SPACE + LINE;
    static final int VIEW_COUNT = 128;
    static final int VIEW_STRIDE = 64;
    static final int RING = 12288;

    /**
     * Ring bytes beyond the capacity, so that a message of half the capacity fits at any position:
     * twice a record's header and padding to an alignment of {@link #MOST_ALIGNMENT}.
     */
    static final int SLACK = 512;

    static final int MOST_ALIGNMENT = 64;
    static final int LEAST_CAPACITY = 4096;
    static final int MOST_CAPACITY = Integer.MAX_VALUE - 65_535;

    private QueueLayout() {}

    static int ringLength(int capacity) {
        return (capacity + SLACK + LINE - 1) / LINE * LINE;
    }

    static int metadata(int capacity) {
        return RING + ringLength(capacity);
    }

    /** Size of the whole segment in bytes; may exceed an int. */
    static long size(int capacity, int metadataLength) {
        return (long) RING + ringLength(capacity) + metadataLength;
    }
}
