package io.zoosync.bench.jmh;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Whether a store with a crash point behind it costs more than the store: it must not. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public class CrashPointBenchmark {
    private final Memory memory = new Memory(ByteBuffer.allocateDirect(64), Os.current());
    private long value;

    @Benchmark
    public long store() {
        memory.putLongRelease(0, ++value);
        return value;
    }

    @Benchmark
    public long storeAndPoint() {
        memory.putLongRelease(0, ++value);
        CrashPoint.QUEUE_COMMITTED.hit();
        return value;
    }
}
