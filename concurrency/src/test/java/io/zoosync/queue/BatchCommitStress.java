package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Of a batch both messages are there, whole, or neither. */
@JCStressTest
@Outcome(
        id = "0, 0, 2",
        expect = Expect.ACCEPTABLE,
        desc = "not committed when the consumer looked")
@Outcome(id = "2, 46, 0", expect = Expect.ACCEPTABLE, desc = "both received whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "received in part, twice or not at all")
@State
public class BatchCommitStress {
    private static final int LOOKS = 20;

    private final ZooQueue queue = QueuePool.next();

    @Actor
    public void producer() {
        Batch batch = queue.producer().tryClaimBatch(3, Stamp.LENGTH);
        for (int i = 0; i < 2; i++) {
            Claim claim = batch.tryClaim(Stamp.LENGTH);
            Stamp.write(claim);
            claim.commit();
        }
        batch.commit();
    }

    @Actor
    public void consumer(III_Result result) {
        View view = queue.tryRecvView();
        for (int i = 1; i < LOOKS && view == null; i++) {
            view = queue.tryRecvView();
        }
        while (view != null) {
            result.r1++;
            result.r2 += Stamp.count(view);
            view.commit();
            view = queue.tryRecvView();
        }
    }

    @Arbiter
    public void rest(III_Result result) {
        View view = queue.tryRecvView();
        while (view != null) {
            result.r3 += Stamp.count(view) / Stamp.WORDS;
            view.commit();
            view = queue.tryRecvView();
        }
    }
}
