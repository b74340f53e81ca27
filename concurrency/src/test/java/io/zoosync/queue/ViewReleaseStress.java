package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two threads commit a view each, in any order: the space comes back, once. */
@JCStressTest
@Outcome(id = "0, 0, 24", expect = Expect.ACCEPTABLE, desc = "all space is free, and no more")
@Outcome(expect = Expect.FORBIDDEN, desc = "space was lost, or given back twice")
@State
public class ViewReleaseStress {
    private final ZooQueue queue = QueuePool.next();
    private final View earlier;
    private final View later;

    public ViewReleaseStress() {
        Stamp.send(queue, 2, Stamp.LENGTH);
        earlier = queue.tryRecvView();
        later = queue.tryRecvView();
    }

    @Actor
    public void first() {
        earlier.commit();
    }

    @Actor
    public void second() {
        later.commit();
    }

    @Arbiter
    public void look(III_Result result) {
        QueueStats stats = queue.stats();
        result.r1 = (int) stats.usedBytes();
        result.r2 = stats.openViews();
        result.r3 = Stamp.fill(queue, Stamp.LENGTH);
    }
}
