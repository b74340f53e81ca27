package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two producers at once: each message is received once and whole. */
@JCStressTest
@Outcome(id = "1, 1, 2", expect = Expect.ACCEPTABLE, desc = "both")
@Outcome(
        id = {"0, 1, 1", "1, 0, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "one was told to try again")
@Outcome(expect = Expect.FORBIDDEN, desc = "a message in part, twice or not at all")
@State
public class TwoProducersStress {
    private final ZooQueue queue = QueuePool.next();

    @Actor
    public void first(III_Result result) {
        result.r1 = send();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = send();
    }

    private int send() {
        Claim claim = queue.tryClaim(Stamp.LENGTH);
        if (claim == null) {
            return 0;
        }
        Stamp.write(claim);
        claim.commit();
        return 1;
    }

    @Arbiter
    public void receive(III_Result result) {
        for (View view = queue.tryRecvView(); view != null; view = queue.tryRecvView()) {
            result.r3 += Stamp.count(view) / Stamp.WORDS;
            view.commit();
        }
    }
}
