package io.zoosync.internal.os;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * No native calls: waiters poll, locks are those of {@link FileChannel}, pages are allocated by
 * writing them.
 *
 * <p>On POSIX systems such a lock is lost when this process closes <em>any</em> descriptor of the
 * file: after {@link #lockByte} nobody in this process may open and close it by other means.
 */
final class PortableOs implements Os {
    private static final int EIO = 5;
    private static final int EBADF = 9;

    // Shared by all instances: two channels to one file would take each other's locks away.
    private static final List<LockFile> FILES = new ArrayList<>();
    private static final Map<Object, Integer> HANDLES = new HashMap<>();

    @Override
    public String name() {
        return "portable";
    }

    @Override
    public long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("the buffer must be direct: " + direct);
        }
        return 0;
    }

    @Override
    public int futexWait(
            ByteBuffer memory, long address, int offset, int expected, long timeoutNanos) {
        return Polling.futexWait(memory, offset, expected, timeoutNanos);
    }

    @Override
    public int futexWake(ByteBuffer memory, long address, int offset, int count) {
        return 0;
    }

    @Override
    public int openLockFile(Path file) {
        synchronized (FILES) {
            try {
                Object key = keyOf(file);
                Integer known = HANDLES.get(key);
                if (known != null) {
                    return known;
                }
                FILES.add(new LockFile(file));
                HANDLES.put(key, FILES.size() - 1);
                return FILES.size() - 1;
            } catch (IOException e) {
                return -errnoOf(e);
            }
        }
    }

    @Override
    public int lockByte(int handle, long position) {
        LockFile file = lockFile(handle);
        return file == null ? -EBADF : file.lock(position);
    }

    @Override
    public int testByte(int handle, long position) {
        LockFile file = lockFile(handle);
        return file == null ? -EBADF : file.test(position);
    }

    @Override
    public int allocate(Path file, long bytes) {
        return fillWithZeros(file, bytes);
    }

    @Override
    public int uid() {
        return Uid.VALUE;
    }

    /**
     * Lengthens a regular file to {@code bytes} by writing. Not through a {@link FileChannel},
     * which an interrupt would close.
     */
    static int fillWithZeros(Path file, long bytes) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return -ENOENT;
        }
        byte[] zeros = new byte[(int) Math.min(1 << 16, bytes)];
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            long position = out.length();
            out.seek(position);
            while (position < bytes) {
                int count = (int) Math.min(zeros.length, bytes - position);
                out.write(zeros, 0, count);
                position += count;
            }
            return 0;
        } catch (IOException e) {
            return isFull(file, zeros.length) ? -ENOSPC : -errnoOf(e);
        }
    }

    private static boolean isFull(Path file, long needed) {
        try {
            return Files.isWritable(file) && Files.getFileStore(file).getUsableSpace() < needed;
        } catch (IOException e) {
            return false;
        }
    }

    private static Object keyOf(Path file) throws IOException {
        Object key =
                Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                        .fileKey();
        return key != null ? key : file.toRealPath();
    }

    private static LockFile lockFile(int handle) {
        synchronized (FILES) {
            return handle >= 0 && handle < FILES.size() ? FILES.get(handle) : null;
        }
    }

    private static int errnoOf(IOException e) {
        if (e instanceof NoSuchFileException) {
            return ENOENT;
        }
        return e instanceof AccessDeniedException ? EACCES : EIO;
    }

    /** One file's only channel, and the bytes of it that this process has locked. */
    private static final class LockFile {
        private final FileChannel channel;
        private final Set<Long> own = new HashSet<>();

        LockFile(Path file) throws IOException {
            channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE,
                            LinkOption.NOFOLLOW_LINKS);
        }

        synchronized int lock(long position) {
            if (own.contains(position)) {
                return 0;
            }
            try {
                if (channel.tryLock(position, 1, false) == null) {
                    return -EAGAIN;
                }
                own.add(position);
                return 0;
            } catch (OverlappingFileLockException e) {
                return -EAGAIN;
            } catch (IOException e) {
                return -errnoOf(e);
            }
        }

        /** Synchronized, or two threads that test one byte would find each other's lock. */
        synchronized int test(long position) {
            if (own.contains(position)) {
                return 0;
            }
            try (FileLock lock = channel.tryLock(position, 1, false)) {
                return lock == null ? 1 : 0;
            } catch (OverlappingFileLockException e) {
                // Held by other code in this JVM, so by somebody who lives.
                return 1;
            } catch (IOException e) {
                return -errnoOf(e);
            }
        }
    }

    /** The owner that the system gives to a file of ours, else a number made of the user's name. */
    private static final class Uid {
        static final int VALUE = find();

        private static int find() {
            try {
                Path file = Files.createTempFile("zoosync", null);
                try {
                    return (int) Files.getAttribute(file, "unix:uid");
                } finally {
                    Files.delete(file);
                }
            } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
                return System.getProperty("user.name", "").hashCode() & Integer.MAX_VALUE;
            }
        }
    }
}
