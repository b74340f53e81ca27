package io.zoosync.array;

import io.zoosync.internal.npy.NpyFormatException;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** Arrays in {@code .npz} files: ZIP archives of {@code .npy} files. */
final class NpzFiles {
    private static final String SUFFIX = ".npy";

    /**
     * The earliest that an archive can tell, as in NumPy's, so that equal arrays give equal files.
     */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    private NpzFiles() {}

    static void save(Path file, Map<String, ZooArray> arrays, boolean compressed)
            throws IOException {
        Replacement.of(
                file,
                channel -> {
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                    try (ZipOutputStream zip = new ZipOutputStream(out)) {
                        for (Map.Entry<String, ZooArray> array : arrays.entrySet()) {
                            write(zip, array.getKey(), array.getValue(), compressed);
                        }
                    }
                });
    }

    private static void write(ZipOutputStream zip, String name, ZooArray a, boolean compressed)
            throws IOException {
        ZipEntry entry = new ZipEntry(name + SUFFIX);
        entry.setTimeLocal(TIME);
        if (!compressed) {
            store(entry, a);
        }
        zip.putNextEntry(entry);
        NpyFiles.write(a, zip);
        zip.closeEntry();
    }

    /** What is not compressed has its size and checksum before it. */
    private static void store(ZipEntry entry, ZooArray a) throws IOException {
        Summary summary = new Summary();
        NpyFiles.write(a, summary);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(summary.bytes);
        entry.setCompressedSize(summary.bytes);
        entry.setCrc(summary.crc.getValue());
    }

    /** Takes the size and the checksum of what is written to it. */
    private static final class Summary implements WritableByteChannel {
        private final CRC32 crc = new CRC32();
        private long bytes;

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            crc.update(source);
            bytes += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // nothing to let go of
        }
    }

    static Map<String, ZooArray> load(Path file) throws IOException {
        Map<String, ZooArray> arrays = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> entries = Collections.list(zip.entries());
            for (ZipEntry entry : entries) {
                String name = entry.getName();
                if (name.endsWith(SUFFIX)) {
                    String key = name.substring(0, name.length() - SUFFIX.length());
                    arrays.put(key, read(file, zip, entry));
                }
            }
        } catch (ZipException | EOFException e) {
            throw damaged(file.toString(), e);
        }
        return arrays;
    }

    private static ZooArray read(Path file, ZipFile zip, ZipEntry entry) throws IOException {
        String where = file + ", " + entry.getName();
        try (InputStream in = zip.getInputStream(entry)) {
            return NpyFiles.read(in, entry.getSize());
        } catch (NpyFormatException e) {
            throw NpyFiles.in(where, e);
        } catch (ZipException | EOFException e) {
            throw damaged(where, e);
        }
    }

    private static IOException damaged(String where, IOException e) {
        String what = e.getMessage() == null ? "it ends too early" : e.getMessage();
        return new IOException(where + ": it is damaged: " + what, e);
    }
}
