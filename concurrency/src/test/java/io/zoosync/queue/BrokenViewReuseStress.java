package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** As {@link ViewReuseStress}, by a consumer that reads on after its commit. */
@JCStressTest
@Outcome(id = "191, 0", expect = Expect.ACCEPTABLE, desc = "the producer found its space taken")
@Outcome(
        id = "191, 3",
        expect = Expect.ACCEPTABLE,
        desc = "the producer got the space of what had been read")
@Outcome(expect = Expect.FORBIDDEN, desc = "overwritten while it was read")
@State
public class BrokenViewReuseStress {
    private static final int LOOKS = 20;

    private final ZooQueue queue = QueuePool.next();
    private final View view;

    public BrokenViewReuseStress() {
        Stamp.send(queue, 3, Stamp.LONG_LENGTH);
        view = queue.tryRecvView();
        queue.tryRecvView().commit();
        queue.tryRecvView().commit();
    }

    @Actor
    public void reader(II_Result result) {
        ByteBuffer buffer = view.buffer();
        long stamp = Stamp.of(view);
        view.commit();
        result.r1 = Stamp.count(buffer, stamp);
    }

    /** What is read is the oldest message: nothing can be claimed before it is committed. */
    @Actor
    public void producer(II_Result result) {
        for (int i = 0; i < LOOKS && result.r2 == 0; i++) {
            result.r2 = Stamp.fill(queue, Stamp.LONG_LENGTH);
        }
    }
}
