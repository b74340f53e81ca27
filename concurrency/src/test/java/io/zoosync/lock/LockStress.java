package io.zoosync.lock;

import io.zoosync.concurrency.LockPool;
import io.zoosync.concurrency.SharedWords;
import io.zoosync.concurrency.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * Two threads that hold a {@link ZooLock} one after the other: the second sees what the first has
 * written.
 */
@JCStressTest
@Outcome(
        id = {"0, 1, 2", "1, 0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other, and the second saw all of the first")
@Outcome(expect = Expect.FORBIDDEN, desc = "both at once, or not all was seen")
@State
public class LockStress {
    private final ZooLock lock = LockPool.next();
    private final SharedWords words = new SharedWords(Slot.memory(), Slot.next());

    @Actor
    public void first(III_Result result) {
        result.r1 = raise();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = raise();
    }

    @Arbiter
    public void end(III_Result result) {
        result.r3 = words.seen();
    }

    private int raise() {
        lock.lock();
        try {
            int seen = words.seen();
            words.write(seen + 1);
            return seen;
        } finally {
            lock.unlock();
        }
    }
}
