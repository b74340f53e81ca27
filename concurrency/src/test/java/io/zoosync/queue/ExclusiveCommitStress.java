package io.zoosync.queue;

import io.zoosync.concurrency.QueueEnds;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** As {@link SharedCommitStress}, through exclusive ends. */
@JCStressTest
@Outcome(
        id = "0, 0, 1",
        expect = Expect.ACCEPTABLE,
        desc = "not committed when the consumer looked")
@Outcome(id = "1, 23, 0", expect = Expect.ACCEPTABLE, desc = "received whole")
@Outcome(expect = Expect.FORBIDDEN, desc = "received in part, twice or not at all")
@State
public class ExclusiveCommitStress {
    private static final int LOOKS = 20;

    private final QueueEnds ends = QueueEnds.next();

    @Actor
    public void producer() {
        Claim claim = ends.producer().tryClaim(Stamp.LENGTH);
        Stamp.write(claim);
        claim.commit();
    }

    @Actor
    public void consumer(III_Result result) {
        View view = ends.consumer().tryRecvView();
        for (int i = 1; i < LOOKS && view == null; i++) {
            view = ends.consumer().tryRecvView();
        }
        if (view != null) {
            result.r1 = 1;
            result.r2 = Stamp.count(view);
            view.commit();
        }
    }

    @Arbiter
    public void rest(III_Result result) {
        View view = ends.consumer().tryRecvView();
        if (view != null) {
            result.r3 = Stamp.count(view) / Stamp.WORDS;
            view.commit();
        }
    }
}
