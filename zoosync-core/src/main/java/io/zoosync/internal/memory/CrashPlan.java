package io.zoosync.internal.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** At which {@link CrashPoint} a test wants this JVM to halt, and how often each was passed. */
final class CrashPlan {
    private static final String HALT = "zoosync.crashpoint";
    private static final String COUNTS = "zoosync.crashpoint.counts";
    private static final int KILLED = 137;

    private final CrashPoint point;
    private final int passing;
    private final AtomicInteger passings = new AtomicInteger();

    private final Map<CrashPoint, Integer> offsets = new EnumMap<>(CrashPoint.class);

    /** An int for each point, in a file that outlives this process; null if nobody asked. */
    private final ByteBuffer counts;

    private CrashPlan(String halt, String file) {
        int colon = halt == null ? -1 : halt.indexOf(':');
        this.point =
                halt == null
                        ? null
                        : CrashPoint.valueOf(colon < 0 ? halt : halt.substring(0, colon));
        this.passing = colon < 0 ? 1 : Integer.parseInt(halt.substring(colon + 1));
        for (CrashPoint each : CrashPoint.values()) {
            offsets.put(each, Integer.BYTES * offsets.size());
        }
        this.counts = file == null ? null : map(Path.of(file));
    }

    /** Null where no test asks for anything. */
    static CrashPlan fromProperties() {
        String halt = System.getProperty(HALT);
        String counts = System.getProperty(COUNTS);
        return halt == null && counts == null ? null : new CrashPlan(halt, counts);
    }

    private ByteBuffer map(Path file) {
        int bytes = Integer.BYTES * offsets.size();
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes)
                    .order(ByteOrder.nativeOrder());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void passed(CrashPoint passed) {
        if (counts != null) {
            count(offsets.get(passed));
        }
        if (passed == point && passings.incrementAndGet() == passing) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    private synchronized void count(int offset) {
        counts.putInt(offset, counts.getInt(offset) + 1);
    }
}
