package io.zoosync.internal.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.function.ToLongFunction;

/**
 * The calls on 64-bit Linux, all of them through the one function {@code syscall(2)}, which a
 * subclass reaches in its own way.
 *
 * <p>Where the system refuses the futex (a seccomp filter), waits poll and wakes do nothing; files
 * and locks stay native.
 */
abstract class LinuxOs implements Os {
    private static final int EBADF = 9;
    private static final int EOPNOTSUPP = 95;

    // The words of a futex lie in memory shared by processes: no FUTEX_PRIVATE_FLAG.
    private static final int FUTEX_WAIT = 0;
    private static final int FUTEX_WAKE = 1;

    private static final int F_GETFD = 1;
    private static final int F_OFD_GETLK = 36;
    private static final int F_OFD_SETLK = 37;
    private static final short F_WRLCK = 1;
    private static final short F_UNLCK = 2;

    private static final int AT_FDCWD = -100;
    private static final int O_RDWR = 2;
    private static final int O_CLOEXEC = 0x80000;

    /**
     * A signal makes tmpfs undo the whole of a fallocate and return EINTR, so a large one could be
     * begun again for ever under a profiler's signals.
     */
    private static final long ALLOCATION_STEP = 16L << 20;

    private static final Charset PATH_CHARSET =
            Charset.forName(System.getProperty("sun.jnu.encoding", "UTF-8"));

    final Abi abi = Abi.ofThisMachine();
    private final ThreadLocal<Scratch> scratch =
            ThreadLocal.withInitial(() -> new Scratch(this::addressOf));
    private final int futexErrno;

    /**
     * Tries the binding.
     *
     * @throws UnsupportedOperationException on another system, or if errors do not come back right
     */
    LinuxOs() {
        long refused = call(abi.fcntl, -1, F_GETFD, 0, 0, 0, 0);
        if (refused != -EBADF) {
            throw new UnsupportedOperationException(
                    "fcntl on a bad descriptor must give " + -EBADF + " but gave " + refused);
        }
        futexErrno = probeFutex();
    }

    /** {@code syscall(2)}: its result, or {@code -errno} where that was -1. */
    abstract long call(long number, long a, long b, long c, long d, long e, long f);

    /** The address of byte 0 of a buffer that is known to be direct. */
    abstract long addressOfDirect(ByteBuffer direct);

    /** 0 where the system lets us wait on a futex, else the errno with which it refuses. */
    final int futexErrno() {
        return futexErrno;
    }

    @Override
    public final long addressOf(ByteBuffer direct) {
        if (!direct.isDirect()) {
            throw new IllegalArgumentException("the buffer must be direct: " + direct);
        }
        return addressOfDirect(direct);
    }

    @Override
    public final int futexWait(
            ByteBuffer memory, long address, int offset, int expected, long timeoutNanos) {
        if (futexErrno != 0) {
            return Polling.futexWait(memory, offset, expected, timeoutNanos);
        }
        if (timeoutNanos <= 0) {
            return -ETIMEDOUT;
        }
        long timespec = scratch.get().timespec(timeoutNanos);
        try {
            return (int) call(abi.futex, address + offset, FUTEX_WAIT, expected, timespec, 0, 0);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public final int futexWake(ByteBuffer memory, long address, int offset, int count) {
        if (futexErrno != 0) {
            return 0;
        }
        try {
            return (int) call(abi.futex, address + offset, FUTEX_WAKE, count, 0, 0, 0);
        } finally {
            Reference.reachabilityFence(memory);
        }
    }

    @Override
    public final int openLockFile(Path file) {
        return open(file);
    }

    @Override
    public final int lockByte(int handle, long position) {
        long flock = scratch.get().writeLockOfByte(position);
        int result = (int) call(abi.fcntl, handle, F_OFD_SETLK, flock, 0, 0, 0);
        return result == -EACCES ? -EAGAIN : result;
    }

    @Override
    public final int testByte(int handle, long position) {
        Scratch mine = scratch.get();
        long flock = mine.writeLockOfByte(position);
        int result = (int) call(abi.fcntl, handle, F_OFD_GETLK, flock, 0, 0, 0);
        if (result < 0) {
            return result;
        }
        return mine.lockType() == F_UNLCK ? 0 : 1;
    }

    @Override
    public final int allocate(Path file, long bytes) {
        int fd = open(file);
        if (fd < 0) {
            return fd;
        }
        int result = 0;
        for (long from = 0; from < bytes && result == 0; from += ALLOCATION_STEP) {
            result = fallocate(fd, from, Math.min(ALLOCATION_STEP, bytes - from));
        }
        call(abi.close, fd, 0, 0, 0, 0, 0);
        return result == -EOPNOTSUPP ? PortableOs.fillWithZeros(file, bytes) : result;
    }

    @Override
    public final int uid() {
        return (int) call(abi.geteuid, 0, 0, 0, 0, 0, 0);
    }

    private int fallocate(int fd, long from, long length) {
        while (true) {
            int result = (int) call(abi.fallocate, fd, 0, from, length, 0, 0);
            if (result != -EINTR) {
                return result;
            }
        }
    }

    private int open(Path file) {
        byte[] name = file.toAbsolutePath().toString().getBytes(PATH_CHARSET);
        ByteBuffer path = ByteBuffer.allocateDirect(name.length + 1).put(name);
        int flags = O_RDWR | O_CLOEXEC | abi.noFollow;
        try {
            return (int) call(abi.openat, AT_FDCWD, addressOf(path), flags, 0, 0, 0);
        } finally {
            Reference.reachabilityFence(path);
        }
    }

    private int probeFutex() {
        ByteBuffer word = ByteBuffer.allocateDirect(Integer.BYTES);
        long address = addressOf(word);
        int woken = futexWake(word, address, 0, 1);
        if (woken != 0) {
            return -woken;
        }
        int waited = futexWait(word, address, 0, 1, 1_000_000);
        return waited == -EAGAIN ? 0 : -waited;
    }

    /** What differs between the processor architectures. */
    enum Abi {
        X86_64(202, 72, 257, 285, 3, 107, 0x20000),
        AARCH64(98, 25, 56, 47, 57, 175, 0x8000);

        final int futex;
        final int fcntl;
        final int openat;
        final int fallocate;
        final int close;
        final int geteuid;
        final int noFollow;

        Abi(int futex, int fcntl, int openat, int fallocate, int close, int geteuid, int noFollow) {
            this.futex = futex;
            this.fcntl = fcntl;
            this.openat = openat;
            this.fallocate = fallocate;
            this.close = close;
            this.geteuid = geteuid;
            this.noFollow = noFollow;
        }

        static Abi ofThisMachine() {
            String machine = System.getProperty("os.name") + ' ' + System.getProperty("os.arch");
            switch (machine) {
                case "Linux amd64":
                    return X86_64;
                case "Linux aarch64":
                    return AARCH64;
                default:
                    throw new UnsupportedOperationException("no native binding for " + machine);
            }
        }
    }

    /** One thread's memory for the structures that calls take by address. */
    private static final class Scratch {
        // struct timespec { int64 tv_sec; int64 tv_nsec; }
        private static final int TV_SEC = 0;
        private static final int TV_NSEC = 8;
        // struct flock { int16 l_type; int16 l_whence; int64 l_start; int64 l_len; int32 l_pid; }
        private static final int L_TYPE = 0;
        private static final int L_WHENCE = 2;
        private static final int L_START = 8;
        private static final int L_LEN = 16;
        private static final int L_PID = 24;
        private static final int BYTES = 32;

        private final ByteBuffer buffer =
                ByteBuffer.allocateDirect(BYTES).order(ByteOrder.nativeOrder());
        private final long address;

        Scratch(ToLongFunction<ByteBuffer> addressOf) {
            address = addressOf.applyAsLong(buffer);
        }

        long timespec(long nanos) {
            buffer.putLong(TV_SEC, nanos / 1_000_000_000);
            buffer.putLong(TV_NSEC, nanos % 1_000_000_000);
            return address;
        }

        long writeLockOfByte(long position) {
            buffer.putShort(L_TYPE, F_WRLCK);
            buffer.putShort(L_WHENCE, (short) 0);
            buffer.putLong(L_START, position);
            buffer.putLong(L_LEN, 1);
            buffer.putInt(L_PID, 0);
            return address;
        }

        short lockType() {
            return buffer.getShort(L_TYPE);
        }
    }
}
