/**
 * Arrow record batches between JVM processes, written to a queue's slot with one copy and read from
 * it with none.
 *
 * <p>{@link io.zoosync.arrow.ArrowProducer} creates a {@link io.zoosync.queue.ZooQueue} that keeps
 * a schema, and sends batches of it; {@link io.zoosync.arrow.ArrowConsumer} attaches by name,
 * whenever it likes, and receives {@link io.zoosync.arrow.ArrowBatch}es whose vectors lie in the
 * slot.
 *
 * <h2>Format</h2>
 *
 * The queue's metadata is the beginning of a standard Arrow IPC stream: the schema message, then
 * one dictionary batch for each dictionary. Each slot holds encapsulated IPC messages: the
 * dictionaries that differ from those in the metadata, if any, and one record batch. So the
 * metadata, the bytes of a slot and an end-of-stream marker make a stream that every Arrow
 * implementation reads. Bodies begin at multiples of 64 bytes, in memory too; buffers in them at
 * multiples of 8.
 *
 * <h2>Between threads</h2>
 *
 * Producers and consumers may be shared by threads; a root and a batch are for one thread at a
 * time. Batches may be held in any number and closed in any order, by any thread.
 *
 * <h2>Between processes</h2>
 *
 * What a producer did before a send happens-before the return of the receive that gets the batch.
 * What a consumer did with a batch before it was closed happens-before the slot is written again.
 *
 * <h2>After a crash</h2>
 *
 * A producer killed in a send has sent nothing. A batch that its consumer had not closed when it
 * was killed is received again by another, flagged as redelivered. A batch that was closed is not
 * received again.
 *
 * <h2>Damage</h2>
 *
 * Bytes written by a stranger lead to {@link io.zoosync.arrow.InvalidArrowMessageException}, or to
 * wrong values or an error when a value is read, never to memory outside of the slot. When a batch
 * is received, what its header says of nodes, buffers and rows is checked against the schema and
 * the slot, and so is where strings and lists end. The values within are not read: a bad offset in
 * the midst of a column shows at its access, which Arrow checks against the bounds of the buffer,
 * or, if it makes one value absurdly long, as an {@link java.lang.OutOfMemoryError}. Who must know
 * before calls Arrow's {@link org.apache.arrow.vector.util.ValueVectorUtility#validateFull}. Don't
 * switch Arrow's checks off ({@code arrow.enable_unsafe_memory_access}) unless every process that
 * can write to the queue is trusted with this one's memory.
 *
 * <h2>Not supported</h2>
 *
 * Compressed bodies, deltas of dictionaries, tensors, the format before Arrow 0.15, big-endian
 * machines. A message must fit into half of the queue's capacity. What Arrow's Java library cannot
 * do is not made up for: it numbers the type ids of dense unions itself.
 *
 * <h2>Flags</h2>
 *
 * None is needed. On JDK 24 and later {@code --sun-misc-unsafe-memory-access=allow} silences a
 * warning of Arrow's. {@code --add-opens} is not needed, as nothing here asks Arrow for the address
 * of a {@code ByteBuffer} or for a {@code ByteBuffer} over an address.
 */
package io.zoosync.arrow;
