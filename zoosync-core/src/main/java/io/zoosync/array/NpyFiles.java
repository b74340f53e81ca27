package io.zoosync.array;

import io.zoosync.internal.npy.NpyFormatException;
import io.zoosync.internal.npy.NpyHeader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Arrays in {@code .npy} files. */
final class NpyFiles {
    /** What is written or copied at once: the JDK buffers it outside of the heap. */
    private static final int PIECE_BYTES = 1 << 20;

    private NpyFiles() {}

    static void save(ZooArray a, Path file) throws IOException {
        Replacement.of(file, channel -> write(a, channel));
    }

    static void write(ZooArray a, OutputStream out) throws IOException {
        write(a, Channels.newChannel(out));
    }

    /** Writes an array as NumPy does: in Fortran order only if it lies so in memory. */
    static void write(ZooArray a, WritableByteChannel out) throws IOException {
        a.storage().checkOpen();
        boolean fortranOrder = !a.isContiguous() && a.transpose().isContiguous();
        byte[] header = NpyHeader.encode(a.dtype().npy(), fortranOrder, a.shapeRef());
        writeFully(ByteBuffer.wrap(header), out);
        writeElements(fortranOrder ? a.transpose() : a, out);
    }

    /** Writes the elements in C order; those that are not contiguous are copied piece by piece. */
    private static void writeElements(ZooArray a, WritableByteChannel out) throws IOException {
        if (a.isContiguous()) {
            writeContiguous(a, out);
            return;
        }
        long rowBytes = a.size() / a.shapeRef()[0] * a.dtype().bytes();
        if (rowBytes > PIECE_BYTES) {
            for (long i = 0; i < a.shapeRef()[0]; i++) {
                writeElements(a.index(i), out);
            }
            return;
        }
        long rows = PIECE_BYTES / rowBytes;
        for (long i = 0; i < a.shapeRef()[0]; i += rows) {
            writeElements(a.slice(Slice.of(i, i + rows)).copy(), out);
        }
    }

    private static void writeContiguous(ZooArray a, WritableByteChannel out) throws IOException {
        if (a.storage().array() == null) {
            for (ByteBuffer chunk : Chunks.of(a)) {
                writeFully(chunk, out);
            }
            return;
        }
        Pieces pieces = new Pieces(a);
        while (pieces.hasMore()) {
            writeFully(pieces.next(), out);
        }
    }

    private static void writeFully(ByteBuffer bytes, WritableByteChannel out) throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
            out.write(bytes);
        }
    }

    static ZooArray load(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return read(Channels.newInputStream(channel), channel, channel.size(), true);
        } catch (NpyFormatException e) {
            throw in(file.toString(), e);
        }
    }

    static ZooArray read(InputStream in) throws IOException {
        return read(in, Long.MAX_VALUE);
    }

    /**
     * Reads an array.
     *
     * @param available no more bytes come than this, the header included
     */
    static ZooArray read(InputStream in, long available) throws IOException {
        return read(in, Channels.newChannel(in), available, false);
    }

    /**
     * As {@link #read(InputStream, long)}: the header from {@code in}, then the data.
     *
     * @param certain whether so many bytes are there, so that a lack of memory is not the header's
     *     fault
     */
    private static ZooArray read(
            InputStream in, ReadableByteChannel data, long available, boolean certain)
            throws IOException {
        NpyHeader header = NpyHeader.read(in);
        if (header.dataBytes() > available - header.dataOffset()) {
            throw new NpyFormatException(
                    "it is cut short: it is "
                            + available
                            + " bytes long, by its header "
                            + (header.dataOffset() + header.dataBytes()));
        }
        DType dtype = DType.ofCode(header.kind(), header.elementBytes());
        ZooArray a = over(allocate(dtype, header.dataBytes(), certain), header);
        ZooArray inOrder = a.isContiguous() ? a : a.transpose();
        if (a.storage().array() == null) {
            long missing = header.dataBytes();
            for (ByteBuffer chunk : Chunks.of(inOrder)) {
                readFully(data, chunk, header, missing);
                missing -= chunk.limit();
            }
            return a;
        }
        Pieces pieces = new Pieces(inOrder);
        while (pieces.hasMore()) {
            long missing = pieces.bytesLeft();
            ByteBuffer piece = pieces.empty();
            readFully(data, piece, header, missing);
            pieces.fill(piece);
        }
        return a;
    }

    private static Storage allocate(DType dtype, long bytes, boolean certain)
            throws NpyFormatException {
        try {
            return Storage.allocate(dtype, bytes);
        } catch (OutOfMemoryError e) {
            if (certain) {
                throw e;
            }
            throw new NpyFormatException(
                    "by its header it has " + bytes + " bytes of data: " + e.getMessage());
        }
    }

    private static void readFully(
            ReadableByteChannel in, ByteBuffer bytes, NpyHeader header, long missing)
            throws IOException {
        int end = bytes.limit();
        while (bytes.position() < end) {
            bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
            if (in.read(bytes) < 0) {
                throw new NpyFormatException(
                        "it is cut short: "
                                + (missing - bytes.position())
                                + " bytes of its data are missing");
            }
        }
        if (header.order() != ByteOrder.nativeOrder()) {
            reverseElements(bytes.flip(), header.elementBytes());
        }
    }

    private static void reverseElements(ByteBuffer bytes, int elementBytes) {
        for (int i = 0; i < bytes.limit(); i += elementBytes) {
            switch (elementBytes) {
                case Short.BYTES -> bytes.putShort(i, Short.reverseBytes(bytes.getShort(i)));
                case Integer.BYTES -> bytes.putInt(i, Integer.reverseBytes(bytes.getInt(i)));
                default -> bytes.putLong(i, Long.reverseBytes(bytes.getLong(i)));
            }
        }
    }

    /** The array that a header describes, over its data. */
    static ZooArray over(Storage storage, NpyHeader header) {
        DType dtype = DType.ofCode(header.kind(), header.elementBytes());
        long[] shape = header.shape();
        long[] strides =
                header.fortranOrder()
                        ? Shapes.fortranStrides(shape, dtype.bytes())
                        : Shapes.cStrides(shape, dtype.bytes());
        return ZooArray.owning(storage, dtype, 0, shape, strides);
    }

    /** The same error, with the file. */
    static IOException in(String file, NpyFormatException e) {
        return new IOException(file + ": " + e.getMessage(), e);
    }
}
