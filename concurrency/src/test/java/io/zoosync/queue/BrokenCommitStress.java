package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import java.nio.ByteBuffer;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** As {@link SharedCommitStress}, by a producer that goes on writing after its commit. */
@JCStressTest
@Outcome(
        id = "0, 0, 1",
        expect = Expect.ACCEPTABLE,
        desc = "not committed when the consumer looked")
@Outcome(id = "1, 23, 0", expect = Expect.ACCEPTABLE, desc = "received whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "received in part, twice or not at all")
@State
public class BrokenCommitStress {
    private static final int LOOKS = 20;

    private final ZooQueue queue = QueuePool.next();

    @Actor
    public void producer() {
        Claim claim = queue.tryClaim(Stamp.LENGTH);
        long stamp = Stamp.of(claim);
        ByteBuffer buffer = claim.buffer();
        claim.commit();
        Stamp.write(buffer, stamp);
    }

    @Actor
    public void consumer(III_Result result) {
        View view = queue.tryRecvView();
        for (int i = 1; i < LOOKS && view == null; i++) {
            view = queue.tryRecvView();
        }
        if (view != null) {
            result.r1 = 1;
            result.r2 = Stamp.count(view);
            view.commit();
        }
    }

    @Arbiter
    public void rest(III_Result result) {
        View view = queue.tryRecvView();
        if (view != null) {
            result.r3 = Stamp.count(view) / Stamp.WORDS;
            view.commit();
        }
    }
}
