package io.zoosync.queue;

import io.zoosync.concurrency.QueuePool;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.process.ProcessRegistry;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** As {@link ViewHintStress}, but the hint is cleared by a store that may wait in a buffer. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not seen, but the hint is left")
@Outcome(
        id = {"1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "not seen, and nothing says that one is there")
@State
public class BrokenViewHintStress {
    private final Memory memory = QueuePool.nextMemory();
    private final ViewTable views = new ViewTable(memory);

    public BrokenViewHintStress() {
        views.hold(0, 0, 80, 1, 0, ProcessRegistry.current().self());
        views.hint();
    }

    @Actor
    public void holder() {
        views.giveBack(0);
    }

    @Actor
    public void consumer(II_Result result) {
        memory.putIntRelease(QueueLayout.RETURNED, 0);
        result.r1 = views.isReturned(views.state(0)) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result result) {
        result.r2 = memory.getInt(QueueLayout.RETURNED);
    }
}
