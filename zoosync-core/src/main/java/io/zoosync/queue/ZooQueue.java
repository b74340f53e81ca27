package io.zoosync.queue;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.segment.Segment;
import io.zoosync.internal.sync.Pause;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;

/**
 * A named queue of messages in shared memory, for any number of producers and consumers in any
 * number of processes of one machine; messages are written and read in place.
 *
 * <pre>{@code
 * try (ZooQueue queue = ZooQueue.open("prices", 1 << 20)) {
 *     try (Claim claim = queue.claim(16)) {        // a producer
 *         claim.putLong(0, id).putDouble(8, price);
 *         claim.commit();
 *     }
 *     try (View view = queue.recvView()) {         // a consumer
 *         handle(view.getLong(0), view.getDouble(8));
 *         view.commit();
 *     }
 * }
 * }</pre>
 *
 * <p><b>Order and delivery.</b> Messages are received in the order of their claims; each goes to
 * one consumer. What was committed is delivered, at least once: a message whose consumer died or
 * gave it back is received again, {@link Message#redelivered()}. What a producer had claimed and
 * not committed when it died is skipped and counted. A living producer in its claim is waited for,
 * however slow it is, and so is a living consumer with its view.
 *
 * <p><b>Memory.</b> What precedes a commit of a claim happens-before the receipt of the message, in
 * any process.
 *
 * <p><b>Waiting.</b> "try" forms do not wait for space or messages and return null or false; if
 * another process is in the midst of claiming or receiving they wait until it has done so, for
 * nanoseconds as a rule, 10 ms at most. Timed forms return null or false at the timeout. Waiting
 * forms throw {@link InterruptedException} as soon as they are interrupted; they block the carrier
 * of a virtual thread.
 *
 * <p>This object is safe for use by any number of threads; the ends that it makes are for one
 * thread at a time. Its own methods make a small object per claim or view, which can be held in any
 * number and ended in any order by any thread; the ends reuse theirs and allocate nothing.
 */
public final class ZooQueue implements AutoCloseable {
    private final Segment segment;
    private final Ring ring;
    private final SharedClaims claims;
    private final SharedReceipts receipts;

    ZooQueue(Segment segment) {
        this.segment = segment;
        this.ring = new Ring(segment, (int) segment.geometryA());
        this.claims = new SharedClaims(ring);
        this.receipts = new SharedReceipts(ring);
    }

    /**
     * Opens the queue of a name, and makes it if there is none.
     *
     * @param capacityBytes as for {@link #create(String, int)}
     * @throws IllegalArgumentException if the queue exists with another capacity, or if the name or
     *     the capacity break their rule, which the message gives
     * @throws IOException if the segment cannot be made or read
     */
    public static ZooQueue open(String name, int capacityBytes) throws IOException {
        return open(name, capacityBytes, ByteBuffer.allocate(0));
    }

    /**
     * As {@link #open(String, int)}; a queue that is made here gets {@code metadata}, one that
     * exists keeps its own, which the caller may compare.
     */
    public static ZooQueue open(String name, int capacityBytes, ByteBuffer metadata)
            throws IOException {
        int size = checkedSize(capacityBytes, metadata);
        Segment segment =
                Segment.open(
                        Segment.Kind.QUEUE,
                        name,
                        size,
                        capacityBytes,
                        metadata.remaining(),
                        memory -> writeMetadata(memory, capacityBytes, metadata));
        ZooQueue queue = checked(segment);
        if (queue.capacity() != capacityBytes) {
            throw new IllegalArgumentException(
                    "queue '"
                            + segment.name()
                            + "' exists with another capacity: asked for "
                            + capacityBytes
                            + " bytes, it has "
                            + queue.capacity());
        }
        return queue;
    }

    /**
     * Makes a queue.
     *
     * @param capacityBytes space for messages and their headers, 4 KiB to 2 GiB - 64 KiB; all of it
     *     is taken from the system at once. A message may have up to half of it.
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws IllegalArgumentException if the name or the capacity break their rule, which the
     *     message gives
     * @throws IOException if the segment cannot be made, for lack of memory say
     */
    public static ZooQueue create(String name, int capacityBytes) throws IOException {
        return create(name, capacityBytes, ByteBuffer.allocate(0));
    }

    /**
     * As {@link #create(String, int)}, with bytes that stay with the queue for whoever attaches: a
     * schema, say.
     */
    public static ZooQueue create(String name, int capacityBytes, ByteBuffer metadata)
            throws IOException {
        int size = checkedSize(capacityBytes, metadata);
        return new ZooQueue(
                Segment.create(
                        Segment.Kind.QUEUE,
                        name,
                        size,
                        capacityBytes,
                        metadata.remaining(),
                        memory -> writeMetadata(memory, capacityBytes, metadata)));
    }

    /**
     * Opens an existing queue.
     *
     * @throws java.nio.file.NoSuchFileException if there is none of that name
     * @throws IOException if the segment cannot be read
     */
    public static ZooQueue attach(String name) throws IOException {
        return checked(Segment.attach(Segment.Kind.QUEUE, name));
    }

    /**
     * Removes the name. Processes that have the queue open keep it, among themselves; its memory
     * goes back to the system when the last of them is gone. The next {@code open} makes a new
     * queue.
     *
     * @return whether there was such a queue
     */
    public static boolean unlink(String name) throws IOException {
        return Segment.unlink(Segment.Kind.QUEUE, name);
    }

    private static int checkedSize(int capacityBytes, ByteBuffer metadata) {
        if (capacityBytes < QueueLayout.LEAST_CAPACITY
                || capacityBytes > QueueLayout.MOST_CAPACITY) {
            throw new IllegalArgumentException(
                    "capacity must be "
                            + QueueLayout.LEAST_CAPACITY
                            + " to "
                            + QueueLayout.MOST_CAPACITY
                            + " bytes: capacity="
                            + capacityBytes);
        }
        long size = QueueLayout.size(capacityBytes, metadata.remaining());
        if (size > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "capacity and metadata together must stay below 2 GiB: capacity="
                            + capacityBytes
                            + ", metadata="
                            + metadata.remaining());
        }
        return (int) size;
    }

    private static void writeMetadata(Memory memory, int capacityBytes, ByteBuffer metadata) {
        int at = QueueLayout.metadata(capacityBytes);
        memory.buffer().put(at, metadata, metadata.position(), metadata.remaining());
    }

    private static ZooQueue checked(Segment segment) {
        long capacity = segment.geometryA();
        long metadata = segment.geometryB();
        boolean valid =
                capacity >= QueueLayout.LEAST_CAPACITY
                        && capacity <= QueueLayout.MOST_CAPACITY
                        && metadata >= 0
                        && metadata <= Integer.MAX_VALUE
                        && QueueLayout.size((int) capacity, (int) metadata)
                                == segment.memory().size();
        if (!valid) {
            throw segment.poison(
                    "geometry contradicts size: capacity="
                            + capacity
                            + ", metadata="
                            + metadata
                            + ", size="
                            + segment.memory().size());
        }
        return new ZooQueue(segment);
    }

    /** The name, without a leading slash. */
    public String name() {
        return segment.name();
    }

    /** The capacity in bytes that the queue was made with. */
    public int capacity() {
        return ring.capacity;
    }

    /** Size in bytes of the longest message: half the capacity. */
    public int maxMessageLength() {
        return ring.maxMessageLength();
    }

    /** A copy of the bytes given when the queue was made; empty if there were none. */
    public ByteBuffer metadata() {
        int length = (int) segment.geometryB();
        byte[] copy = new byte[length];
        ring.memory.buffer().get(QueueLayout.metadata(ring.capacity), copy);
        return ByteBuffer.wrap(copy).asReadOnlyBuffer();
    }

    /** Claims {@code length} bytes, waiting for space. */
    public Claim claim(int length) throws InterruptedException {
        return claim(length, Record.ALIGNMENT, null);
    }

    /**
     * Claims {@code length} bytes at an address that is a multiple of {@code alignment}, a power of
     * two from 8 to 64, waiting for space.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #maxMessageLength()}
     */
    public Claim claim(int length, int alignment) throws InterruptedException {
        return claim(length, alignment, null);
    }

    /**
     * As {@link #claim(int, int)}, or null if there is no space within {@code timeout} (null: no
     * limit).
     */
    public Claim claim(int length, int alignment, Duration timeout) throws InterruptedException {
        Claim claim = tryClaim(length, alignment);
        if (claim != null) {
            return claim;
        }
        claim = new Claim(claims);
        return claims.await(claim, length, alignment, spacePause(), timeout) ? claim : null;
    }

    /** Claims {@code length} bytes, or null if the queue is full or held exclusively. */
    public Claim tryClaim(int length) {
        return tryClaim(length, Record.ALIGNMENT);
    }

    /** As {@link #claim(int, int)}, or null if the queue is full or held exclusively. */
    public Claim tryClaim(int length, int alignment) {
        Claim claim = new Claim(claims);
        return claims.tryOpen(claim, length, alignment) ? claim : null;
    }

    /** Sends a copy of an array, waiting for space. */
    public void put(byte[] message) throws InterruptedException {
        claim(message.length).put(0, message).commit();
    }

    /** Sends a copy of what remains in a buffer, whose position stays, waiting for space. */
    public void put(ByteBuffer message) throws InterruptedException {
        claim(message.remaining()).put(0, message).commit();
    }

    /** Sends a copy of an array; false if there is no space within {@code timeout}. */
    public boolean put(byte[] message, Duration timeout) throws InterruptedException {
        return put(ByteBuffer.wrap(message), timeout);
    }

    /** Sends a copy of what remains in a buffer; false if there is no space within the timeout. */
    public boolean put(ByteBuffer message, Duration timeout) throws InterruptedException {
        Claim claim = claim(message.remaining(), Record.ALIGNMENT, timeout);
        return sent(claim, message);
    }

    /** Sends a copy of an array; false if the queue is full or held exclusively. */
    public boolean tryPut(byte[] message) {
        return tryPut(ByteBuffer.wrap(message));
    }

    /** Sends a copy of what remains in a buffer; false if the queue is full or held exclusively. */
    public boolean tryPut(ByteBuffer message) {
        return sent(tryClaim(message.remaining()), message);
    }

    private static boolean sent(Claim claim, ByteBuffer message) {
        if (claim == null) {
            return false;
        }
        claim.put(0, message).commit();
        return true;
    }

    /** The next message in place, waiting for it. */
    public View recvView() throws InterruptedException {
        return recvView(null);
    }

    /** The next message in place, or null if none comes within {@code timeout} (null: no limit). */
    public View recvView(Duration timeout) throws InterruptedException {
        View view = new View(ring.memory, receipts);
        return receipts.await(view, dataPause(), timeout) ? view : null;
    }

    /** The next message in place, or null if there is none or the end is held exclusively. */
    public View tryRecvView() {
        ring.checkOpen();
        View view = new View(ring.memory, receipts);
        return receipts.attempt(view) ? view : null;
    }

    /** A copy of the next message, waiting for it. */
    public byte[] take() throws InterruptedException {
        return Ends.copy(recvView());
    }

    /** A copy of the next message, or null if none comes within {@code timeout}. */
    public byte[] take(Duration timeout) throws InterruptedException {
        return Ends.copy(recvView(timeout));
    }

    /** A copy of the next message, or null if there is none or the end is held exclusively. */
    public byte[] tryTake() {
        return Ends.copy(tryRecvView());
    }

    /** As {@link Consumer#drain(MessageHandler, int)}. */
    public int drain(MessageHandler handler, int limit) {
        ring.checkOpen();
        return receipts.drain(handler, limit, new Message(ring.memory));
    }

    /** A producing end that shares the queue with others. */
    public Producer producer() {
        ring.checkOpen();
        return new SharedProducer(ring, claims);
    }

    /**
     * A producing end that keeps all other producers out, in all processes, until it is closed or
     * its process dies. Waits while another process has such an end.
     *
     * @throws IllegalStateException if this object has one already
     */
    public Producer exclusiveProducer() throws InterruptedException {
        return ExclusiveProducer.open(ring, null);
    }

    /** As {@link #exclusiveProducer()}, or null if the end is not to be had within the timeout. */
    public Producer exclusiveProducer(Duration timeout) throws InterruptedException {
        return ExclusiveProducer.open(ring, timeout);
    }

    /** A consuming end that shares the queue with others. */
    public Consumer consumer() {
        ring.checkOpen();
        return new SharedConsumer(ring, receipts);
    }

    /**
     * A consuming end that keeps all other consumers out, in all processes, until it is closed or
     * its process dies. Waits while another process has such an end.
     *
     * @throws IllegalStateException if this object has one already
     */
    public Consumer exclusiveConsumer() throws InterruptedException {
        return ExclusiveConsumer.open(ring, null);
    }

    /** As {@link #exclusiveConsumer()}, or null if the end is not to be had within the timeout. */
    public Consumer exclusiveConsumer(Duration timeout) throws InterruptedException {
        return ExclusiveConsumer.open(ring, timeout);
    }

    /**
     * This queue as a {@link BlockingQueue} of objects. Its {@code remainingCapacity} is {@link
     * Integer#MAX_VALUE}, since the capacity is in bytes; it has no iterator, and removes from the
     * head only.
     */
    public <T> BlockingQueue<T> asBlockingQueue(Codec<T> codec) {
        return new ObjectQueue<>(this, receipts, codec);
    }

    /**
     * How many messages are committed and not yet received. Counts them one by one; a snapshot
     * while others use the queue.
     */
    public int size() {
        return new QueueCensus(ring).messages();
    }

    /** What can be said of the queue at this moment. */
    public QueueStats stats() {
        return new QueueCensus(ring).take();
    }

    /**
     * Closes this object: later calls, and threads of it that wait, fail with {@link
     * IllegalStateException}. Exclusive ends are closed and must not be in use. Claims and views
     * that are open may still be ended, and must be: this process alive, others wait for them.
     * Other processes are not affected.
     */
    @Override
    public void close() {
        ExclusiveProducer producer = ring.exclusiveProducer;
        ExclusiveConsumer consumer = ring.exclusiveConsumer;
        ring.close();
        if (producer != null) {
            producer.close();
        }
        if (consumer != null) {
            consumer.close();
        }
    }

    @Override
    public String toString() {
        return "ZooQueue["
                + name()
                + ", capacity="
                + capacity()
                + (ring.isClosed() ? ", closed]" : "]");
    }

    private Pause spacePause() {
        return new Pause(ring.space, claims::mayBeBlocked);
    }

    private Pause dataPause() {
        return new Pause(ring.data, receipts::beforeSleep);
    }
}
