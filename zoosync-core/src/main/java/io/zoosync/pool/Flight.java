package io.zoosync.pool;

import java.util.concurrent.TimeUnit;

/**
 * A message under way: sent, and not yet answered. It has a slot, which is used again. Written by
 * the thread that sends it before it does, and by the dispatcher from then on.
 */
final class Flight {
    private static final long NEVER = TimeUnit.DAYS.toNanos(36_500);

    final int slot;

    Job job;

    /** The index of its first element. */
    long first;

    /** How many elements it has. */
    int count;

    Payload payload;

    /** Names this sending of the message; each further one has another. 0 if it is not sent. */
    long sequence;

    boolean spilled;

    /** How many workers have died of it. */
    int deaths;

    /** How many workers have died before they began it. */
    int returns;

    /** Whether its task is to be interrupted, or was. */
    boolean interrupted;

    /** When its worker is to be killed. */
    long killAt;

    Flight(int slot) {
        this.slot = slot;
    }

    void begin(Job job, long first, int count, Payload payload) {
        this.job = job;
        this.first = first;
        this.count = count;
        this.payload = payload;
        sequence = 0;
        spilled = false;
        deaths = 0;
        returns = 0;
        interrupted = false;
        killAt = System.nanoTime() + NEVER;
    }

    /** Lets go of what the collector may take. */
    void end() {
        job = null;
        payload = null;
        sequence = 0;
    }
}
