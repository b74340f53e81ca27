package io.zoosync.internal.os;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Calls of Linux that tests need and ZooSync does not, through the native binding of this JDK. */
public final class Syscalls {
    /** The JDK's own signal that ends blocking calls; its handler does nothing. */
    public static final int INTERRUPTING_SIGNAL = 62;

    private static final int RLIMIT_AS = 9;
    private static final int PROT_NONE = 0;
    private static final int PROT_READ_WRITE = 3;
    private static final int MAP_PRIVATE_ANONYMOUS_NORESERVE = 0x4022;
    private static final int MAP_SHARED_ANONYMOUS = 0x21;
    private static final int PAGE = 4096;
    private static final int MOST_PAGES = 1 << 22;

    private static final LinuxOs OS =
            (LinuxOs) Os.named(Runtime.version().feature() >= FfmOs.FIRST_JDK ? "ffm" : "jna");
    private static final boolean X86 = OS.abi == LinuxOs.Abi.X86_64;

    private Syscalls() {}

    /** Refuses the futexes that processes share to this thread, and to those it will start. */
    public static void refuseFutexes(int errno) {
        FutexRefusal.inThisThread(OS, errno);
    }

    /** Sets the umask of this process; returns the former one. */
    public static int umask(int mask) {
        return (int) OS.call(X86 ? 95 : 166, mask, 0, 0, 0, 0, 0);
    }

    /** Sends a signal to one thread of a process; whether there is that thread. */
    public static boolean signal(long process, long thread, int signal) {
        return OS.call(X86 ? 234 : 131, process, thread, signal, 0, 0, 0) == 0;
    }

    /** Limits this process's address space; -1 for no limit. */
    public static void limitAddressSpace(long bytes) {
        ByteBuffer limits = ByteBuffer.allocateDirect(16).order(ByteOrder.nativeOrder());
        limits.putLong(0, bytes).putLong(8, -1);
        try {
            check(OS.call(X86 ? 302 : 261, 0, RLIMIT_AS, OS.addressOf(limits), 0, 0, 0));
        } finally {
            Reference.reachabilityFence(limits);
        }
    }

    /** Takes all mappings that this process may yet have; gives them back when it is closed. */
    public static AutoCloseable takeAllMappings() {
        long length = (long) MOST_PAGES * PAGE;
        long start = map(length, MAP_PRIVATE_ANONYMOUS_NORESERVE);
        check(Math.min(start, 0));
        List<Long> single = new ArrayList<>(); // one of those below takes two: one may be left
        AutoCloseable end = // made now: the JVM needs memory for its class
                () -> {
                    unmap(start, length);
                    single.forEach(each -> unmap(each, PAGE));
                };
        long page = start + PAGE;
        while (page < start + length && protect(page) == 0) {
            page += 2 * PAGE; // each one that differs from its neighbours is a mapping of its own
        }
        while ((page = map(PAGE, MAP_SHARED_ANONYMOUS)) > 0) {
            single.add(page);
        }
        return end;
    }

    private static long map(long length, int flags) {
        return OS.call(X86 ? 9 : 222, 0, length, PROT_NONE, flags, -1, 0);
    }

    private static void unmap(long start, long length) {
        check(OS.call(X86 ? 11 : 215, start, length, 0, 0, 0, 0));
    }

    private static long protect(long page) {
        return OS.call(X86 ? 10 : 226, page, PAGE, PROT_READ_WRITE, 0, 0, 0);
    }

    private static void check(long result) {
        if (result < 0) {
            throw new IllegalStateException("errno " + -result);
        }
    }
}
