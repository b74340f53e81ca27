package io.zoosync.array;

import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;

/** Moves elements between a window of memory, with a stride, and a Java array, without. */
final class WindowRuns {
    private WindowRuns() {}

    /** A window as a buffer of elements. */
    static Buffer elements(DType dtype, ByteBuffer window) {
        return switch (dtype) {
            case BOOL, INT8, UINT8 -> window;
            case INT16 -> window.asShortBuffer();
            case INT32 -> window.asIntBuffer();
            case INT64 -> window.asLongBuffer();
            case FLOAT32 -> window.asFloatBuffer();
            case FLOAT64 -> window.asDoubleBuffer();
        };
    }

    /** {@code to[at + i] = from[first + i * stride]}. */
    static void get(DType dtype, Buffer from, int first, int stride, Object to, int at, int count) {
        if (stride == 1) {
            getAll(dtype, from, first, to, at, count);
            return;
        }
        switch (dtype) {
            case BOOL, INT8, UINT8 ->
                    gather((ByteBuffer) from, first, stride, (byte[]) to, at, count);
            case INT16 -> gather((ShortBuffer) from, first, stride, (short[]) to, at, count);
            case INT32 -> gather((IntBuffer) from, first, stride, (int[]) to, at, count);
            case INT64 -> gather((LongBuffer) from, first, stride, (long[]) to, at, count);
            case FLOAT32 -> gather((FloatBuffer) from, first, stride, (float[]) to, at, count);
            case FLOAT64 -> gather((DoubleBuffer) from, first, stride, (double[]) to, at, count);
        }
    }

    /** {@code to[first + i * stride] = from[at + i]}. */
    static void put(DType dtype, Object from, int at, Buffer to, int first, int stride, int count) {
        if (stride == 1) {
            putAll(dtype, from, at, to, first, count);
            return;
        }
        switch (dtype) {
            case BOOL, INT8, UINT8 ->
                    scatter((byte[]) from, at, (ByteBuffer) to, first, stride, count);
            case INT16 -> scatter((short[]) from, at, (ShortBuffer) to, first, stride, count);
            case INT32 -> scatter((int[]) from, at, (IntBuffer) to, first, stride, count);
            case INT64 -> scatter((long[]) from, at, (LongBuffer) to, first, stride, count);
            case FLOAT32 -> scatter((float[]) from, at, (FloatBuffer) to, first, stride, count);
            case FLOAT64 -> scatter((double[]) from, at, (DoubleBuffer) to, first, stride, count);
        }
    }

    private static void getAll(DType dtype, Buffer from, int first, Object to, int at, int count) {
        switch (dtype) {
            case BOOL, INT8, UINT8 -> ((ByteBuffer) from).get(first, (byte[]) to, at, count);
            case INT16 -> ((ShortBuffer) from).get(first, (short[]) to, at, count);
            case INT32 -> ((IntBuffer) from).get(first, (int[]) to, at, count);
            case INT64 -> ((LongBuffer) from).get(first, (long[]) to, at, count);
            case FLOAT32 -> ((FloatBuffer) from).get(first, (float[]) to, at, count);
            case FLOAT64 -> ((DoubleBuffer) from).get(first, (double[]) to, at, count);
        }
    }

    private static void putAll(DType dtype, Object from, int at, Buffer to, int first, int count) {
        switch (dtype) {
            case BOOL, INT8, UINT8 -> ((ByteBuffer) to).put(first, (byte[]) from, at, count);
            case INT16 -> ((ShortBuffer) to).put(first, (short[]) from, at, count);
            case INT32 -> ((IntBuffer) to).put(first, (int[]) from, at, count);
            case INT64 -> ((LongBuffer) to).put(first, (long[]) from, at, count);
            case FLOAT32 -> ((FloatBuffer) to).put(first, (float[]) from, at, count);
            case FLOAT64 -> ((DoubleBuffer) to).put(first, (double[]) from, at, count);
        }
    }

    private static void gather(
            ByteBuffer from, int first, int stride, byte[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void gather(
            ShortBuffer from, int first, int stride, short[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void gather(IntBuffer from, int first, int stride, int[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void gather(
            LongBuffer from, int first, int stride, long[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void gather(
            FloatBuffer from, int first, int stride, float[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void gather(
            DoubleBuffer from, int first, int stride, double[] to, int at, int count) {
        for (int i = 0; i < count; i++) {
            to[at + i] = from.get(first + i * stride);
        }
    }

    private static void scatter(
            byte[] from, int at, ByteBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }

    private static void scatter(
            short[] from, int at, ShortBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }

    private static void scatter(
            int[] from, int at, IntBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }

    private static void scatter(
            long[] from, int at, LongBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }

    private static void scatter(
            float[] from, int at, FloatBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }

    private static void scatter(
            double[] from, int at, DoubleBuffer to, int first, int stride, int count) {
        for (int i = 0; i < count; i++) {
            to.put(first + i * stride, from[at + i]);
        }
    }
}
