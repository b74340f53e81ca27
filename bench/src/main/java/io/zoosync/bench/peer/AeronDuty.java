package io.zoosync.bench.peer;

import io.aeron.driver.MediaDriver;
import org.agrona.concurrent.AgentInvoker;

/**
 * The work of a media driver that has no thread. A helper thread does it while the processes get
 * ready; the first poll takes it over.
 */
final class AeronDuty {
    private static final int POLLS = 16;

    private final AgentInvoker invoker;
    private Thread helper;
    private volatile boolean taken;
    private int polls;

    AeronDuty(MediaDriver driver) {
        invoker = driver.sharedAgentInvoker();
        invoker.start();
        handBack();
    }

    /** Does a round of the driver's work if the poll found nothing, or it is time. */
    void afterPoll(int messages) {
        if (helper != null) {
            take();
        }
        if (messages == 0 || ++polls == POLLS) {
            polls = 0;
            invoker.invoke();
        }
    }

    /** Gives the work to a new helper thread; nobody polls any more. */
    void handBack() {
        if (helper != null) {
            return;
        }
        taken = false;
        helper = new Thread(this::help, "aeron-duty");
        helper.setDaemon(true);
        helper.start();
    }

    private void take() {
        taken = true;
        while (helper.isAlive()) {
            Thread.onSpinWait();
        }
        helper = null;
    }

    private void help() {
        while (!taken) {
            invoker.invoke();
            Thread.yield();
        }
    }
}
