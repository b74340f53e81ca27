package io.zoosync.arrays;

import io.zoosync.array.ArrayFrame;
import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.queue.Claim;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Sends arrays through a queue in shared memory. {@link #claim} gives room to be filled in place,
 * {@code send} copies an array that is there already, once.
 *
 * <p>Any number of producers may send to a queue, from any processes; a queue may carry arrays of
 * different types and shapes. One producer may be used by several threads. A process that is killed
 * in a send or with a claim has sent nothing.
 */
public final class ArrayProducer implements AutoCloseable {
    private static final int ALIGNMENT = 64;

    private final ZooQueue queue;

    /** The last one used: mostly the next array is of the same kind. */
    private volatile ArrayFrame last;

    private ArrayProducer(ZooQueue queue) {
        this.queue = queue;
    }

    /**
     * Creates a queue, or attaches to the one of that name.
     *
     * @param capacityBytes of the queue; an array, with its header of about 128 bytes, may take
     *     half of it
     * @throws IllegalArgumentException if there is one of another capacity
     * @throws IOException if it cannot be created or attached to
     */
    public static ArrayProducer open(String queueName, int capacityBytes) throws IOException {
        return new ArrayProducer(ZooQueue.open(queueName, capacityBytes));
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /**
     * Makes room for an array, waiting for it.
     *
     * @throws IllegalArgumentException if it is larger than the queue can ever take
     * @throws InterruptedException if interrupted while waiting; nothing is claimed then
     */
    public ArrayClaim claim(DType dtype, long... shape) throws InterruptedException {
        ArrayFrame frame = frame(dtype, shape);
        return new ArrayClaim(queue.claim(frame.length(), ALIGNMENT), frame);
    }

    /**
     * Makes room for an array, waiting for it for at most a time.
     *
     * @return the room, or null if there was none in that time
     * @throws IllegalArgumentException if it is larger than the queue can ever take
     * @throws InterruptedException if interrupted while waiting; nothing is claimed then
     */
    public ArrayClaim claim(Duration timeout, DType dtype, long... shape)
            throws InterruptedException {
        ArrayFrame frame = frame(dtype, shape);
        Claim claim = queue.claim(frame.length(), ALIGNMENT, timeout);
        return claim == null ? null : new ArrayClaim(claim, frame);
    }

    /**
     * Makes room for an array if there is any now.
     *
     * @return the room, or null
     * @throws IllegalArgumentException if it is larger than the queue can ever take
     */
    public ArrayClaim tryClaim(DType dtype, long... shape) {
        ArrayFrame frame = frame(dtype, shape);
        Claim claim = queue.tryClaim(frame.length(), ALIGNMENT);
        return claim == null ? null : new ArrayClaim(claim, frame);
    }

    private ArrayFrame frame(DType dtype, long... shape) {
        ArrayFrame frame = last;
        if (frame == null || !frame.matches(dtype, shape)) {
            frame = ArrayFrame.of(dtype, shape);
            if (frame.length() > queue.maxMessageLength()) {
                throw new IllegalArgumentException(
                        frame
                                + " takes "
                                + frame.length()
                                + " bytes, queue "
                                + name()
                                + " takes up to "
                                + queue.maxMessageLength());
            }
            last = frame;
        }
        return frame;
    }

    /** Sends a copy of an array, or of a view of one, waiting for room. */
    public void send(ZooArray array) throws InterruptedException {
        try (ArrayClaim claim = claim(array.dtype(), array.shape())) {
            claim.array().assign(array);
            claim.commit();
        }
    }

    /**
     * Sends values as a {@link DType#FLOAT64} array, waiting for room.
     *
     * @param shape of as many elements as there are values; none given: one axis
     */
    public void send(double[] values, long... shape) throws InterruptedException {
        send(DType.FLOAT64, values.length, shape, b -> b.asDoubleBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#FLOAT32}. */
    public void send(float[] values, long... shape) throws InterruptedException {
        send(DType.FLOAT32, values.length, shape, b -> b.asFloatBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#INT64}. */
    public void send(long[] values, long... shape) throws InterruptedException {
        send(DType.INT64, values.length, shape, b -> b.asLongBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#INT32}. */
    public void send(int[] values, long... shape) throws InterruptedException {
        send(DType.INT32, values.length, shape, b -> b.asIntBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#INT16}. */
    public void send(short[] values, long... shape) throws InterruptedException {
        send(DType.INT16, values.length, shape, b -> b.asShortBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#INT8}. */
    public void send(byte[] values, long... shape) throws InterruptedException {
        send(DType.INT8, values.length, shape, b -> b.put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#INT16}: the same 16 bits. */
    public void send(char[] values, long... shape) throws InterruptedException {
        send(DType.INT16, values.length, shape, b -> b.asCharBuffer().put(values));
    }

    /** As {@link #send(double[], long...)}, as {@link DType#BOOL}. */
    public void send(boolean[] values, long... shape) throws InterruptedException {
        send(DType.BOOL, values.length, shape, b -> put(values, b));
    }

    private static void put(boolean[] values, ByteBuffer bytes) {
        for (boolean value : values) {
            bytes.put((byte) (value ? 1 : 0));
        }
    }

    private void send(DType dtype, int count, long[] shape, Consumer<ByteBuffer> writer)
            throws InterruptedException {
        long[] actual = shape.length == 0 ? new long[] {count} : shape;
        ArrayFrame frame = frame(dtype, actual);
        long elements = 1;
        for (long axis : actual) {
            elements *= axis;
        }
        if (elements != count) {
            throw new IllegalArgumentException(count + " values do not fill " + frame);
        }
        try (ArrayClaim claim = claim(dtype, actual)) {
            writer.accept(claim.buffer().order(ByteOrder.nativeOrder()));
            claim.commit();
        }
    }

    /** Detaches from the queue, which stays with its messages. Closing again has no effect. */
    @Override
    public void close() {
        queue.close();
    }
}
