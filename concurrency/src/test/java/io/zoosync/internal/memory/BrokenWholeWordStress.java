package io.zoosync.internal.memory;

import io.zoosync.concurrency.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.J_Result;

/** As {@link WholeWordStress}, across two cache lines. */
@JCStressTest
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "not stored yet")
@Outcome(id = "-1", expect = Expect.ACCEPTABLE, desc = "stored")
@Outcome(expect = Expect.FORBIDDEN, desc = "half of it")
@State
public class BrokenWholeWordStress {
    private static final int LOOKS = 50;

    private final Memory memory = Slot.memory();
    private final int header = Slot.next();
    private final int payload = header + 60;

    @Actor
    public void writer() {
        memory.putLong(payload, -1);
    }

    @Actor
    public void reader(J_Result result) {
        for (int i = 0; i < LOOKS && result.r1 == 0; i++) {
            result.r1 = memory.getLongAcquire(payload);
        }
    }
}
