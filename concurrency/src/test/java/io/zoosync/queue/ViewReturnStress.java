package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** One gives a message back while another looks for one: it is received again, once. */
@JCStressTest
@Outcome(id = "1, 2, 0", expect = Expect.ACCEPTABLE, desc = "received at once, flagged")
@Outcome(id = "0, 0, 2", expect = Expect.ACCEPTABLE, desc = "received later, flagged")
@Outcome(expect = Expect.FORBIDDEN, desc = "received twice, without a flag, or not at all")
@State
public class ViewReturnStress {
    private final ZooQueue queue = QueuePool.next();
    private final View view;

    public ViewReturnStress() {
        Stamp.send(queue, 1, Stamp.LENGTH);
        view = queue.tryRecvView();
    }

    @Actor
    public void holder() {
        view.close();
    }

    @Actor
    public void consumer(III_Result result) {
        View again = queue.tryRecvView();
        if (again != null) {
            result.r1 = 1;
            result.r2 = Stamp.isWhole(again) ? again.deliveries() : -1;
            again.commit();
        }
    }

    @Arbiter
    public void rest(III_Result result) {
        View again = queue.tryRecvView();
        if (again != null) {
            result.r3 = Stamp.isWhole(again) ? again.deliveries() : -1;
            again.commit();
        }
    }
}
