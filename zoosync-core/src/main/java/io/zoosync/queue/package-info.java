/**
 * A queue of messages in shared memory: {@link io.zoosync.queue.ZooQueue}.
 *
 * <p><b>Between threads.</b> A queue object serves any number of threads; {@link
 * io.zoosync.queue.Producer}, {@link io.zoosync.queue.Consumer}, {@link io.zoosync.queue.Claim},
 * {@link io.zoosync.queue.Batch} and {@link io.zoosync.queue.View} serve one at a time. What
 * precedes the commit of a claim happens-before the receipt of the message.
 *
 * <p><b>Between processes.</b> The same holds: all processes that open one name share one queue.
 *
 * <p><b>After a crash.</b> What was committed is delivered, at least once and in the order of the
 * claims but for redeliveries. What was handed out and not committed is handed out again, and says
 * so. What was claimed and not committed is skipped and counted. Nobody waits for a dead process,
 * and nobody treats a living one as dead.
 *
 * <p><b>Unsupported.</b> Exactly-once delivery (no queue can give it; compare {@link
 * io.zoosync.queue.Message#id()} to drop doubles); broadcast to several consumers; persistence
 * across a restart of the machine; messages of 1 GiB and more; revoking a buffer that was handed
 * out.
 */
package io.zoosync.queue;
