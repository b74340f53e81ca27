package io.zoosync.lock;

import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.WaitWord;

/**
 * The segment of a lock.
 *
 * <pre>
 *    0  segment header
 *  128  WORD        int   the lock word (RobustLock)
 *  132  DEAD_OWNER  int   the owner from whom the lock was last recovered
 *  136  TOKEN       long  the last token that a holder was told
 *  256  CONDITIONS        wait words, 64 bytes apart
 * </pre>
 *
 * WORD and TOKEN share a cache line, since the holder alone writes both.
 *
 * <p><b>Crash points</b>, beside those of {@code RobustLock} and {@code WaitWord}; the holder has
 * died at each of them, so the next one finds the lock inconsistent:
 *
 * <pre>
 * died after          survivors see                       repaired by
 * LOCK_TOKEN_RAISED   a token that was never used         nobody need: the next is higher
 * LOCK_DEATH_NOTED    who died before                     the next holder notes the last one
 * LOCK_SIGNALLING     (before the signal) no signal       waiters: bounded sleep, then they see
 *                                                         that the lock is to be recovered
 * </pre>
 */
final class LockLayout {
    static final int WORD = Segment.HEADER_BYTES;
    static final int DEAD_OWNER = WORD + Integer.BYTES;
    static final int TOKEN = DEAD_OWNER + Integer.BYTES;
    static final int CONDITIONS = 256;
    static final int CONDITION_COUNT = 32;
    static final int CONDITION_STRIDE = 64;
    static final int SIZE = CONDITIONS + CONDITION_COUNT * CONDITION_STRIDE;

    private LockLayout() {}

    static int condition(int index) {
        assert WaitWord.BYTES <= CONDITION_STRIDE;
        return CONDITIONS + index * CONDITION_STRIDE;
    }
}
