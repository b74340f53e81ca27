package io.zoosync.arrow;

import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.time.Duration;

/**
 * Receives the messages of a queue, and the end of a stream only after what a dead consumer had in
 * hand.
 *
 * <p>The queue hands out what a dead consumer held again, but not necessarily before newer
 * messages; behind the end of a stream nobody would wait for it. So while others hold messages, a
 * marker of the end is given back once: of all that was given back or held by the dead, the queue
 * then hands out the earliest, and that is the marker itself if nothing before it is left.
 */
final class Arrivals {
    private final ZooQueue queue;

    /** The marker that was given back and must be taken if it comes at once, or -1. */
    private volatile long deferred = -1;

    Arrivals(ZooQueue queue) {
        this.queue = queue;
    }

    /** The next message, or null if there is none. */
    View poll() {
        View view = queue.tryRecvView();
        while (view != null && isDeferred(view)) {
            view = queue.tryRecvView();
        }
        return view;
    }

    /** The next message, or null if none comes within a time (null: no limit). */
    View await(Duration timeout) throws InterruptedException {
        long start = System.nanoTime();
        View view = queue.recvView(timeout);
        while (view != null && isDeferred(view)) {
            view = queue.recvView(timeout == null ? null : left(timeout, start));
        }
        return view;
    }

    private static Duration left(Duration timeout, long start) {
        Duration left = timeout.minusNanos(System.nanoTime() - start);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean isDeferred(View view) {
        boolean taken = view.id() == deferred;
        deferred = -1;
        if (taken || !SlotContents.isEndOfStream(view) || queue.stats().openViews() <= 1) {
            return false;
        }
        deferred = view.id();
        view.close();
        return true;
    }
}
