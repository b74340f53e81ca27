package io.zoosync.queue;

import io.zoosync.internal.sync.Pause;
import java.time.Duration;

/** A drain that waits for its first message. */
final class DrainWait {
    private DrainWait() {}

    static int drain(
            Consumer end,
            Ring ring,
            Pause pause,
            MessageHandler handler,
            int limit,
            Duration timeout)
            throws InterruptedException {
        int handled = end.drain(handler, limit);
        if (handled > 0 || limit <= 0) {
            return handled;
        }
        boolean hasDeadline = timeout != null;
        pause.start(hasDeadline, hasDeadline ? Timeouts.deadline(timeout) : 0);
        while (pause.step()) {
            ring.checkUsable();
            handled = end.drain(handler, limit);
            if (handled > 0) {
                return handled;
            }
        }
        return 0;
    }
}
