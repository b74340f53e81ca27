package io.zoosync.array;

import io.zoosync.internal.npy.NpyHeader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How an array of a type and shape lies in a run of bytes, such as a message: as the bytes of a
 * {@code .npy} file, the header first and then the elements in C order and in this machine's byte
 * order. If the run begins at a multiple of 64, the elements do so too.
 *
 * <p>Immutable; one serves any number of runs.
 */
public final class ArrayFrame {
    /** The header of a type and shape fits well into it. */
    private static final int MOST_HEADER_BYTES = 1 << 12;

    private final DType dtype;
    private final long[] shape;
    private final ByteBuffer header;
    private final int length;

    private ArrayFrame(DType dtype, long[] shape, byte[] header, long dataBytes) {
        this.dtype = dtype;
        this.shape = shape;
        this.header = ByteBuffer.wrap(header);
        if (dataBytes > Integer.MAX_VALUE - header.length) {
            throw new IllegalArgumentException(
                    dtype
                            + " of shape "
                            + Arrays.toString(shape)
                            + " needs "
                            + dataBytes
                            + " bytes, a run has at most "
                            + Integer.MAX_VALUE);
        }
        this.length = header.length + (int) dataBytes;
    }

    /**
     * The frame of a type and shape.
     *
     * @throws IllegalArgumentException if a length is negative, or if it is longer than a run of
     *     bytes can be
     */
    public static ArrayFrame of(DType dtype, long... shape) {
        long[] own = shape.clone();
        long bytes = Math.multiplyExact(Shapes.size(own), dtype.bytes());
        return new ArrayFrame(dtype, own, NpyHeader.encode(dtype.npy(), false, own), bytes);
    }

    /**
     * Reads the frame that a run of bytes begins with.
     *
     * @param bytes from index 0 to the limit
     * @throws IllegalArgumentException if it is none, is in Fortran order or in the other byte
     *     order, or if the elements are not all there; the message says which
     */
    public static ArrayFrame read(ByteBuffer bytes) {
        byte[] start = new byte[Math.min(bytes.limit(), MOST_HEADER_BYTES)];
        bytes.get(0, start);
        try {
            NpyHeader found = NpyHeader.read(new ByteArrayInputStream(start));
            if (found.fortranOrder() || found.order() != ByteOrder.nativeOrder()) {
                throw new IllegalArgumentException(
                        "no array in C order and in this machine's byte order: order="
                                + (found.fortranOrder() ? "Fortran, " : "C, ")
                                + found.order());
            }
            if (found.dataBytes() > bytes.limit() - found.dataOffset()) {
                throw new IllegalArgumentException(
                        "the elements of shape "
                                + Arrays.toString(found.shape())
                                + " need "
                                + found.dataBytes()
                                + " bytes, there are "
                                + (bytes.limit() - found.dataOffset()));
            }
            return new ArrayFrame(
                    DType.ofCode(found.kind(), found.elementBytes()),
                    found.shape(),
                    Arrays.copyOf(start, found.dataOffset()),
                    found.dataBytes());
        } catch (IOException e) {
            throw new IllegalArgumentException("no array: " + e.getMessage(), e);
        }
    }

    /** The type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** The length of each axis, in a new array. */
    public long[] shape() {
        return shape.clone();
    }

    /** Whether it is of this type and shape; a length of -1 stands for any. */
    public boolean matches(DType otherDtype, long... otherShape) {
        boolean matches = dtype == otherDtype && shape.length == otherShape.length;
        for (int i = 0; matches && i < shape.length; i++) {
            matches = otherShape[i] == -1 || otherShape[i] == shape[i];
        }
        return matches;
    }

    /** The length of the run in bytes, header included. */
    public int length() {
        return length;
    }

    /** Whether a run of bytes, from index 0 to the limit, begins with this very frame. */
    public boolean isAt(ByteBuffer bytes) {
        return bytes.limit() >= length && bytes.slice(0, header.limit()).equals(header);
    }

    /** Writes the header at index 0. */
    public void writeTo(ByteBuffer bytes) {
        bytes.put(0, header.array());
    }

    /**
     * The array in a run of bytes that begins with this frame: the same memory, not a copy.
     *
     * @param bytes from index 0 on, at least {@link #length} of them
     * @return an array which, once closed, refuses every access, also through its views
     */
    public ZooArray over(ByteBuffer bytes) {
        int dataBytes = length - header.limit();
        ByteBuffer data = bytes.slice(header.limit(), dataBytes);
        ByteBuffer[] windows = new ByteBuffer[dataBytes > Storage.WINDOW_BYTES ? 2 : 1];
        for (int i = 0; i < windows.length; i++) {
            int from = i * Storage.WINDOW_BYTES;
            windows[i] =
                    data.slice(from, Math.min(Storage.WINDOW_BYTES, dataBytes - from))
                            .order(ByteOrder.nativeOrder());
        }
        return ZooArray.whole(new Storage(windows, dataBytes, null, null), dtype, shape);
    }

    /** Type and shape: {@code float64 [3, 4]}. */
    @Override
    public String toString() {
        return dtype + " " + Arrays.toString(shape);
    }
}
