package io.zoosync.queue;

/** What an attempt to claim or to receive came to. */
enum Outcome {
    DONE,
    /** Full, or empty: the other side will signal. */
    NOTHING,
    /** Another process stands in the way, and may die without a signal. */
    BLOCKED
}
