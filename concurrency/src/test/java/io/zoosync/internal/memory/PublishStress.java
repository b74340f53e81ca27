package io.zoosync.internal.memory;

import io.zoosync.concurrency.Slot;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.JJJ_Result;

/**
 * Who sees a header that was stored with release sees what was stored before it, even if it has
 * looked at the payload before.
 */
@JCStressTest
@Outcome(
        id = {"0, 0, 0", "0, 0, 1", "1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "not published when the consumer looked")
@Outcome(
        id = {"0, 1, 1", "1, 1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "published, and seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "published, and an old payload seen")
@State
public class PublishStress {
    private final Memory memory = Slot.memory();
    private final int header = Slot.next();
    private final int payload = header + 64;

    @Actor
    public void producer() {
        memory.putLong(payload, 1);
        memory.putLongRelease(header, 1);
    }

    @Actor
    public void consumer(JJJ_Result result) {
        result.r1 = memory.getLong(payload);
        result.r2 = memory.getLongAcquire(header);
        result.r3 = memory.getLong(payload);
    }
}
