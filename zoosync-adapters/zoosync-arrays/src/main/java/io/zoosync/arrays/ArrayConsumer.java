package io.zoosync.arrays;

import io.zoosync.array.ArrayFrame;
import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;

/**
 * Receives arrays from a queue in shared memory, in place.
 *
 * <p>Consumers of a queue, in any processes, share its messages: each goes to one of them. One
 * consumer may be used by several threads. A message whose consumer dies before the commit is
 * received by another, flagged: delivery is at least once.
 *
 * <p>A message that is no array, or not the one asked for, is an {@link ArrayMismatchException}. It
 * is given back then, and comes again: ask for another type and shape, or take it as bytes from the
 * {@link ZooQueue} of the same name.
 */
public final class ArrayConsumer implements AutoCloseable {
    private final ZooQueue queue;

    /** The last one seen: mostly the next array is of the same kind. */
    private volatile ArrayFrame last;

    private ArrayConsumer(ZooQueue queue) {
        this.queue = queue;
    }

    /**
     * Attaches to a queue.
     *
     * @throws java.nio.file.NoSuchFileException if there is no queue of that name
     * @throws IOException if it cannot be attached to
     */
    public static ArrayConsumer attach(String queueName) throws IOException {
        return new ArrayConsumer(ZooQueue.attach(queueName));
    }

    /** The queue's name. */
    public String name() {
        return queue.name();
    }

    /**
     * Receives an array of any type and shape, waiting for one. What its producer did before the
     * commit happens-before the return.
     *
     * @throws ArrayMismatchException if the message is no array
     * @throws InterruptedException if interrupted while waiting
     */
    public ArrayView recv() throws InterruptedException {
        return open(queue.recvView(), null, (long[]) null);
    }

    /**
     * Receives an array of any type and shape, waiting for one for at most a time.
     *
     * @return the array, or null if none came
     * @throws ArrayMismatchException if the message is no array
     * @throws InterruptedException if interrupted while waiting
     */
    public ArrayView recv(Duration timeout) throws InterruptedException {
        return open(queue.recvView(timeout), null, (long[]) null);
    }

    /**
     * Receives an array of any type and shape if there is one now.
     *
     * @return the array, or null
     * @throws ArrayMismatchException if the message is no array
     */
    public ArrayView tryRecv() {
        return open(queue.tryRecvView(), null, (long[]) null);
    }

    /**
     * Receives an array of a type and shape, waiting for one.
     *
     * @param shape -1 stands for any length of an axis
     * @throws ArrayMismatchException if the message is another array, or none
     * @throws InterruptedException if interrupted while waiting
     */
    public ArrayView recv(DType dtype, long... shape) throws InterruptedException {
        return open(queue.recvView(), dtype, shape);
    }

    /**
     * Receives an array of a type and shape, waiting for one for at most a time.
     *
     * @param shape -1 stands for any length of an axis
     * @return the array, or null if none came
     * @throws ArrayMismatchException if the message is another array, or none
     * @throws InterruptedException if interrupted while waiting
     */
    public ArrayView recv(Duration timeout, DType dtype, long... shape)
            throws InterruptedException {
        return open(queue.recvView(timeout), dtype, shape);
    }

    /** Takes a copy of the next array, of any type and shape, waiting for one. */
    public ZooArray take() throws InterruptedException {
        try (ArrayView view = recv()) {
            ZooArray copy = view.array().copy();
            view.commit();
            return copy;
        }
    }

    /**
     * Takes the elements of the next array, in C order, waiting for one.
     *
     * @throws ArrayMismatchException if it is not a {@link DType#FLOAT64} array
     */
    public double[] takeDoubles() throws InterruptedException {
        try (ArrayView view = recvOf(DType.FLOAT64)) {
            double[] values = view.array().toDoubleArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#FLOAT32} array. */
    public float[] takeFloats() throws InterruptedException {
        try (ArrayView view = recvOf(DType.FLOAT32)) {
            float[] values = view.array().toFloatArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#INT64} array. */
    public long[] takeLongs() throws InterruptedException {
        try (ArrayView view = recvOf(DType.INT64)) {
            long[] values = view.array().toLongArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#INT32} array. */
    public int[] takeInts() throws InterruptedException {
        try (ArrayView view = recvOf(DType.INT32)) {
            int[] values = view.array().toIntArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#INT16} array. */
    public short[] takeShorts() throws InterruptedException {
        try (ArrayView view = recvOf(DType.INT16)) {
            short[] values = view.array().toShortArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#INT16} array, whose bits are taken as chars. */
    public char[] takeChars() throws InterruptedException {
        try (ArrayView view = recvOf(DType.INT16)) {
            char[] values = new char[Math.toIntExact(view.array().size())];
            view.array().asByteBuffer().asCharBuffer().get(values);
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#INT8} array. */
    public byte[] takeBytes() throws InterruptedException {
        try (ArrayView view = recvOf(DType.INT8)) {
            byte[] values = view.array().toByteArray();
            view.commit();
            return values;
        }
    }

    /** As {@link #takeDoubles()}, of a {@link DType#BOOL} array. */
    public boolean[] takeBooleans() throws InterruptedException {
        try (ArrayView view = recvOf(DType.BOOL)) {
            boolean[] values = view.array().toBooleanArray();
            view.commit();
            return values;
        }
    }

    private ArrayView recvOf(DType dtype) throws InterruptedException {
        return open(queue.recvView(), dtype, (long[]) null);
    }

    private ArrayView open(View view, DType dtype, long... shape) {
        if (view == null) {
            return null;
        }
        boolean opened = false;
        try {
            ArrayFrame frame = frame(view);
            if (dtype != null && !matches(frame, dtype, shape)) {
                throw mismatch(view.id(), dtype, shape, frame);
            }
            ArrayView array = new ArrayView(view, frame);
            opened = true;
            return array;
        } finally {
            if (!opened) {
                view.close();
            }
        }
    }

    private static boolean matches(ArrayFrame frame, DType dtype, long[] shape) {
        return shape == null ? frame.dtype() == dtype : frame.matches(dtype, shape);
    }

    private ArrayFrame frame(View view) {
        ByteBuffer bytes = view.buffer();
        ArrayFrame frame = last;
        if (frame == null || !frame.isAt(bytes)) {
            try {
                frame = ArrayFrame.read(bytes);
            } catch (IllegalArgumentException e) {
                throw new ArrayMismatchException(
                        "message "
                                + view.id()
                                + " of "
                                + view.length()
                                + " bytes in queue "
                                + name()
                                + ": "
                                + e.getMessage(),
                        e);
            }
            last = frame;
        }
        return frame;
    }

    private ArrayMismatchException mismatch(long id, DType dtype, long[] shape, ArrayFrame found) {
        return new ArrayMismatchException(
                "message "
                        + id
                        + " in queue "
                        + name()
                        + " is "
                        + found
                        + ", expected "
                        + dtype
                        + (shape == null ? " of any shape" : " " + Arrays.toString(shape)),
                null);
    }

    /** Detaches from the queue, which stays with its messages. Closing again has no effect. */
    @Override
    public void close() {
        queue.close();
    }
}
