package io.zoosync.internal.sync;

import io.zoosync.CorruptSegmentException;
import io.zoosync.concurrency.SharedWords;
import io.zoosync.concurrency.Slot;
import io.zoosync.internal.process.ProcessRegistry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** As {@link HandOverStress}, with a lock that is released too early. */
@JCStressTest
@Outcome(
        id = {"0, 1, 2", "1, 0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other, and the second saw all of the first")
@Outcome(expect = Expect.FORBIDDEN, desc = "both at once, or not all was seen")
@State
public class BrokenHandOverStress {
    private final int word = Slot.next();
    private final SharedWords words = new SharedWords(Slot.memory(), word + 64);
    private final RobustLock lock =
            new RobustLock(
                    Slot.memory(), word, ProcessRegistry.current(), CorruptSegmentException::new);

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
        lock.reacquire();
        int seen = words.seen();
        lock.release(true);
        words.write(seen + 1);
        return seen;
    }
}
