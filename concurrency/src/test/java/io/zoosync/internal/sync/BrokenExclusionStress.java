package io.zoosync.internal.sync;

import io.zoosync.concurrency.SharedWords;
import io.zoosync.concurrency.Slot;
import io.zoosync.internal.memory.Memory;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/**
 * As {@link HandOverStress}, with a lock whose word is read and written without compare and set.
 */
@JCStressTest
@Outcome(
        id = {"0, 1, 2", "1, 0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one after the other, and the second saw all of the first")
@Outcome(expect = Expect.FORBIDDEN, desc = "both at once, or not all was seen")
@State
public class BrokenExclusionStress {
    private final Memory memory = Slot.memory();
    private final int word = Slot.next();
    private final SharedWords words = new SharedWords(Slot.memory(), word + 64);

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
        while (memory.getIntAcquire(word) != 0) {
            Thread.onSpinWait();
        }
        memory.putIntVolatile(word, 1);
        int seen = words.seen();
        words.write(seen + 1);
        memory.swapInt(word, 0);
        return seen;
    }
}
