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

/** A view is given back while a consumer looks through the table: it is seen, or hinted at. */
@JCStressTest
@Outcome(id = "0, 1", expect = Expect.ACCEPTABLE, desc = "not seen, but the hint is left")
@Outcome(
        id = {"1, 0", "1, 1"},
        expect = Expect.ACCEPTABLE,
        desc = "seen")
@Outcome(expect = Expect.FORBIDDEN, desc = "not seen, and nothing says that one is there")
@State
public class ViewHintStress {
    private final Memory memory = QueuePool.nextMemory();
    private final ViewTable views = new ViewTable(memory);

    public ViewHintStress() {
        views.hold(0, 0, 80, 1, 0, ProcessRegistry.current().self());
        views.hint();
    }

    @Actor
    public void holder() {
        views.giveBack(0);
    }

    @Actor
    public void consumer(II_Result result) {
        views.clearHint();
        result.r1 = views.isReturned(views.state(0)) ? 1 : 0;
    }

    @Arbiter
    public void look(II_Result result) {
        result.r2 = memory.getInt(QueueLayout.RETURNED);
    }
}
