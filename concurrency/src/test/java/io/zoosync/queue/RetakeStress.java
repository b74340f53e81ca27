package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two consumers look for the one message that was given back: one gets it. */
@JCStressTest
@Outcome(
        id = {"1, 0, 0", "0, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "one got it")
@Outcome(id = "0, 0, 1", expect = Expect.ACCEPTABLE, desc = "both were told to try again")
@Outcome(expect = Expect.FORBIDDEN, desc = "both got it, or nobody")
@State
public class RetakeStress {
    private final ZooQueue queue = QueuePool.next();

    public RetakeStress() {
        Stamp.send(queue, 1, Stamp.LENGTH);
        queue.tryRecvView().close();
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
        View view = queue.tryRecvView();
        if (view == null) {
            return 0;
        }
        int received = Stamp.isWhole(view) && view.deliveries() == 2 ? 1 : -1;
        view.commit();
        return received;
    }

    @Arbiter
    public void rest(III_Result result) {
        result.r3 = receive();
    }
}
