package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import io.zoosync.internal.process.ProcessRegistry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** As {@link RetakeStress}, without the consumers' lock. */
@JCStressTest
@Outcome(
        id = {"1, 0, 0", "0, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "one got it")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "both were told to try again")
@Outcome(expect = Expect.FORBIDDEN, desc = "both got it, or nobody")
@State
public class BrokenRetakeStress {
    private final ViewTable views = new ViewTable(QueuePool.nextMemory());
    private final int self = ProcessRegistry.current().self();

    public BrokenRetakeStress() {
        views.hold(0, 0, 80, 1, 0, self);
        views.giveBack(0);
    }

    @Actor
    public void first(III_Result result) {
        result.r1 = receive();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = receive();
    }

    private int receive() {
        if (!views.isReturned(views.state(0))) {
            return 0;
        }
        views.retake(0, 0, self);
        return 1;
    }

    @Arbiter
    public void rest(III_Result result) {
        result.r3 = receive();
    }
}
