package io.zoosync.internal.memory;

import io.zoosync.concurrency.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Of two that store a word each and then look at the other's, one sees the other's. */
@JCStressTest
@Outcome(
        id = {"0, 1", "1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "at least one saw the other")
@Outcome(expect = Expect.FORBIDDEN, desc = "each was blind to the other")
@State
public class VolatileStress {
    private final Memory memory = Slot.memory();
    private final int header = Slot.next();
    private final int payload = header + 64;

    @Actor
    public void first(II_Result result) {
        memory.putIntVolatile(header, 1);
        result.r1 = memory.getIntVolatile(payload);
    }

    @Actor
    public void second(II_Result result) {
        memory.putIntVolatile(payload, 1);
        result.r2 = memory.getIntVolatile(header);
    }
}
