package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** What is being read is not overwritten: its space comes free with the commit, not before. */
@JCStressTest
@Outcome(id = "191, 0", expect = Expect.ACCEPTABLE, desc = "the producer found its space taken")
@Outcome(
        id = "191, 3",
        expect = Expect.ACCEPTABLE,
        desc = "the producer got the space of what had been read")
@Outcome(expect = Expect.FORBIDDEN, desc = "overwritten while it was read")
@State
public class ViewReuseStress {
    private static final int LOOKS = 20;

    private final ZooQueue queue = QueuePool.next();
    private final View view;

    public ViewReuseStress() {
        Stamp.send(queue, 3, Stamp.LONG_LENGTH);
        view = queue.tryRecvView();
        queue.tryRecvView().commit();
        queue.tryRecvView().commit();
    }

    @Actor
    public void reader(II_Result result) {
        result.r1 = Stamp.count(view);
        view.commit();
    }

    /** What is read is the oldest message: nothing can be claimed before it is committed. */
    @Actor
    public void producer(II_Result result) {
        for (int i = 0; i < LOOKS && result.r2 == 0; i++) {
            result.r2 = Stamp.fill(queue, Stamp.LONG_LENGTH);
        }
    }
}
