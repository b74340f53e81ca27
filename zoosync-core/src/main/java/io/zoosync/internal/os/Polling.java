package io.zoosync.internal.os;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.locks.LockSupport;

/** {@link Os#futexWait} without a futex: looks at the word again and again, ever more rarely. */
final class Polling {
    private static final VarHandle WORD =
            MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int SPINS = 64;
    private static final long FIRST_PARK_NANOS = 1_000;
    private static final long LONGEST_PARK_NANOS = 1_000_000;

    private Polling() {}

    static int futexWait(ByteBuffer memory, int offset, int expected, long timeoutNanos) {
        if (timeoutNanos <= 0) {
            return -Os.ETIMEDOUT;
        }
        if (changed(memory, offset, expected)) {
            return -Os.EAGAIN;
        }
        long start = System.nanoTime();
        if (spin(memory, offset, expected)) {
            return 0;
        }
        long park = FIRST_PARK_NANOS;
        while (true) {
            if (Thread.currentThread().isInterrupted()) {
                return -Os.EINTR;
            }
            long left = timeoutNanos - (System.nanoTime() - start);
            if (left <= 0) {
                return -Os.ETIMEDOUT;
            }
            LockSupport.parkNanos(memory, Math.min(park, left));
            if (changed(memory, offset, expected)) {
                return 0;
            }
            park = Math.min(2 * park, LONGEST_PARK_NANOS);
        }
    }

    private static boolean spin(ByteBuffer memory, int offset, int expected) {
        for (int i = 0; i < SPINS; i++) {
            Thread.onSpinWait();
            if (changed(memory, offset, expected)) {
                return true;
            }
        }
        return false;
    }

    private static boolean changed(ByteBuffer memory, int offset, int expected) {
        return (int) WORD.getVolatile(memory, offset) != expected;
    }
}
