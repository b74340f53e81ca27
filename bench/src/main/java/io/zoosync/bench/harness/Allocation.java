package io.zoosync.bench.harness;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What this JVM has allocated on its heap. */
public final class Allocation {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** Bytes allocated so far by all threads that live now. */
    public static long bytes() {
        long sum = 0;
        for (long bytes : THREADS.getThreadAllocatedBytes(THREADS.getAllThreadIds())) {
            sum += Math.max(0, bytes); // -1: it ended meanwhile
        }
        return sum;
    }
}
