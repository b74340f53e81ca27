package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two consumers at once: each message is received by one of them, whole. */
@JCStressTest
@Outcome(
        id = {"1, 2, 0", "2, 1, 0"},
        expect = Expect.ACCEPTABLE,
        desc = "both")
@Outcome(
        id = {"0, 1, 2", "1, 0, 2"},
        expect = Expect.ACCEPTABLE,
        desc = "one was told to try again")
@Outcome(expect = Expect.FORBIDDEN, desc = "a message in part, twice or not at all")
@State
public class TwoConsumersStress {
    private final ZooQueue queue = QueuePool.next();
    private final long before = Stamp.send(queue, 2, Stamp.LENGTH);

    @Actor
    public void first(III_Result result) {
        result.r1 = receive();
    }

    @Actor
    public void second(III_Result result) {
        result.r2 = receive();
    }

    /** The number of the message that was received, from 1; 0 if none was. */
    private int receive() {
        View view = queue.tryRecvView();
        if (view == null) {
            return 0;
        }
        int number = Stamp.isWhole(view) ? Stamp.number(view, before) : -1;
        view.commit();
        return number;
    }

    @Arbiter
    public void rest(III_Result result) {
        for (int next = receive(); next != 0; next = receive()) {
            result.r3 += next;
        }
    }
}
