package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;

/**
 * Counts what is in a queue without a lock. Records may be overwritten while it looks, so it trusts
 * no header, and looks again, a few times, when the cursor has moved.
 */
final class QueueCensus {
    private static final int TRIES = 3;

    private final Ring ring;
    private final Memory memory;

    QueueCensus(Ring ring) {
        this.ring = ring;
        this.memory = ring.memory;
    }

    QueueStats take() {
        long free = ring.freeUpTo(memory.getLongAcquire(QueueLayout.CURSOR));
        long tail = memory.getLongAcquire(QueueLayout.TAIL);
        int openViews = 0;
        for (int i = 0, used = ring.views.used(); i < used; i++) {
            openViews += ring.views.holder(ring.views.state(i)) != 0 ? 1 : 0;
        }
        return new QueueStats(
                ring.capacity,
                Math.max(0, tail - free),
                messages(),
                openViews,
                tail,
                ring.lostClaims.get(),
                memory.getLongOpaque(QueueLayout.REDELIVERED));
    }

    int messages() {
        int count = 0;
        for (int i = 0; i < TRIES; i++) {
            long cursor = memory.getLongAcquire(QueueLayout.CURSOR);
            count = returned() + ready(cursor, memory.getLongAcquire(QueueLayout.TAIL));
            if (memory.getLongAcquire(QueueLayout.CURSOR) == cursor) {
                break;
            }
        }
        return count;
    }

    private int returned() {
        int count = 0;
        ViewTable views = ring.views;
        for (int i = 0, used = views.used(); i < used; i++) {
            if (views.isReturned(views.state(i))) {
                count += ready(views.start(i), views.end(i));
            }
        }
        return count;
    }

    private int ready(long start, long end) {
        int count = 0;
        long length = Math.min(end - start, ring.length); // differences, as sums may overflow
        long done = 0;
        while (done < length) {
            int at = (int) Long.remainderUnsigned(start + done, ring.length);
            long header = memory.getLongAcquire(QueueLayout.RING + (at & -Record.ALIGNMENT));
            count += Record.state(header) == Record.READY ? 1 : 0;
            done += Record.size(Record.length(header));
        }
        return count;
    }
}
