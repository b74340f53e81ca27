package io.zoosync.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The bytes of an array and of all its views: one Java array of the elements' type, or windows of 1
 * GiB of which the last one may be shorter.
 *
 * <p>Unnamed arrays are Java arrays as long as the heap has room. HotSpot vectorises loops over
 * these, and none over buffers: in cache that is twice as fast and more.
 *
 * <p>An element never lies across two windows: it is aligned to its size from the first byte on.
 * Memory is given back by the garbage collector when nothing refers to it any more, so that closing
 * can make no access dangle.
 */
final class Storage {
    private static final int WINDOW_BITS = 30;
    static final int WINDOW_BYTES = 1 << WINDOW_BITS;

    private static final long HEAP_BYTES = Runtime.getRuntime().maxMemory();

    /** 1 PiB: beyond any machine. */
    private static final int MAX_WINDOWS = 1 << 20;

    private static final ByteBuffer[] NONE = {};

    private final long bytes;
    private final String name;
    private final String identity;

    private final int windowBits;

    /** Null once it is closed; none if there is an array. */
    private ByteBuffer[] windows;

    private Object array;

    /**
     * @param windows in native order, each {@link #WINDOW_BYTES} long but the last; not none
     * @param name null for unnamed memory
     * @param identity tells it from other memory of that name; null for unnamed memory
     */
    Storage(ByteBuffer[] windows, long bytes, String name, String identity) {
        this(windows, WINDOW_BITS, bytes, name, identity);
    }

    /**
     * @param windowBits log2 of the windows' length in bytes
     */
    Storage(ByteBuffer[] windows, int windowBits, long bytes, String name, String identity) {
        this.windows = windows;
        this.windowBits = windowBits;
        this.bytes = bytes;
        this.name = name;
        this.identity = identity;
    }

    /** Memory that is a Java array of the elements' type, which is kept, not copied. */
    private Storage(Object array, long bytes) {
        this(NONE, bytes, null, null);
        this.array = array;
    }

    /**
     * Unnamed memory, zero.
     *
     * <p>It is taken from the Java heap, which gives memory that was used before, while the system
     * must make and clear new pages: 80 MB are there after 8 ms instead of 43, 80 bytes after 0.1
     * µs. What the heap has no room for is taken from outside of it.
     *
     * @param dtype of the elements
     * @throws OutOfMemoryError if there is not so much
     */
    static Storage allocate(DType dtype, long bytes) {
        if (bytes <= Math.min(HEAP_BYTES / 2, WINDOW_BYTES)) {
            try {
                return new Storage(Tiles.create(dtype, (int) (bytes / dtype.bytes())), bytes);
            } catch (OutOfMemoryError e) {
                // what else lives in the heap leaves too little
            }
        }
        try {
            return direct(bytes);
        } catch (OutOfMemoryError e) {
            OutOfMemoryError explained =
                    new OutOfMemoryError(
                            "no memory for an array of "
                                    + bytes
                                    + " bytes: raise -Xmx or -XX:MaxDirectMemorySize, or make it"
                                    + " a named one");
            explained.initCause(e);
            throw explained;
        }
    }

    private static Storage direct(long bytes) {
        long count = Math.max(1, bytes + WINDOW_BYTES - 1 >>> WINDOW_BITS);
        if (count > MAX_WINDOWS) {
            throw new OutOfMemoryError(count + " GiB");
        }
        ByteBuffer[] windows = new ByteBuffer[(int) count];
        for (int i = 0; i < windows.length; i++) {
            int length = (int) Math.min(WINDOW_BYTES, bytes - ((long) i << WINDOW_BITS));
            windows[i] = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        }
        return new Storage(windows, bytes, null, null);
    }

    /**
     * The Java array of the elements' type that this memory is, null if it is windows.
     *
     * @throws IllegalStateException if the array was closed
     */
    Object array() {
        checkOpen();
        return array;
    }

    /**
     * The window that holds a byte, in native order; its position and limit must not be changed.
     * There is none where there is an {@link #array}.
     *
     * @throws IllegalStateException if the array was closed
     */
    ByteBuffer window(long byteOffset) {
        ByteBuffer[] open = windows;
        if (open == null) {
            throw closed();
        }
        return open[(int) (byteOffset >>> windowBits)];
    }

    /** The position of a byte in its window. */
    int within(long byteOffset) {
        return (int) byteOffset & (1 << windowBits) - 1;
    }

    /** How many bytes there are from this one, itself included, to the end of its window. */
    long toWindowEnd(long byteOffset) {
        return Math.min((1 << windowBits) - within(byteOffset), bytes - byteOffset);
    }

    /** log2 of the windows' length in bytes. */
    int windowBits() {
        return windowBits;
    }

    /** The size. */
    long bytes() {
        return bytes;
    }

    /** Whether other processes can see it. */
    boolean isShared() {
        return name != null;
    }

    /** The name, or null. */
    String name() {
        return name;
    }

    /** What tells it from other memory of that name, or null. */
    String identity() {
        return identity;
    }

    /** Throws if the array was closed. */
    void checkOpen() {
        if (windows == null) {
            throw closed();
        }
    }

    /** Whether the array was closed. */
    boolean isClosed() {
        return windows == null;
    }

    /** Lets go of the memory. */
    void close() {
        windows = null;
        array = null;
    }

    private IllegalStateException closed() {
        return new IllegalStateException(
                name == null ? "the array was closed" : "array '" + name + "' was closed");
    }
}
