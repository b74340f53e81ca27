package io.zoosync.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;

/** Where the arguments' elements are; what is computed must not depend on it. */
enum OracleMemory {
    /** As unnamed arrays have it. */
    HEAP,
    /** As named arrays have it. */
    WINDOW,
    /** As large arrays have it, but with windows so small that every array has several. */
    SMALL_WINDOWS,
    /** Every other argument on the heap. */
    MIXED;

    private static final int ONE_WINDOW = 30;
    private static final int SMALL_WINDOW = 5;

    /** A new C-ordered array, the {@code k}-th argument of its case. */
    ZooArray allocate(int k, DType dtype, long... shape) {
        return switch (this) {
            case HEAP -> ZooArray.allocate(dtype, shape);
            case WINDOW -> windows(ONE_WINDOW, dtype, shape);
            case SMALL_WINDOWS -> windows(SMALL_WINDOW, dtype, shape);
            case MIXED ->
                    k % 2 == 0
                            ? ZooArray.allocate(dtype, shape)
                            : windows(ONE_WINDOW, dtype, shape);
        };
    }

    private static ZooArray windows(int bits, DType dtype, long... shape) {
        int bytes = (int) Shapes.checkedBytes(dtype, shape);
        ByteBuffer[] windows = new ByteBuffer[Math.max(1, (bytes + (1 << bits) - 1) >>> bits)];
        for (int i = 0; i < windows.length; i++) {
            int length = Math.min(1 << bits, bytes - (i << bits));
            windows[i] = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        }
        return ZooArray.whole(new Storage(windows, bits, bytes, null, null), dtype, shape);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
