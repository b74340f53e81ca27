package io.zoosync.bench.jmh;

import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call of the operating system costs through each binding; {@code ffm} needs JDK 22 or
 * later.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {"-XX:+IgnoreUnrecognizedVMOptions", "--enable-native-access=ALL-UNNAMED"})
public class OsCallBenchmark {
    @Param({"ffm", "jna", "portable"})
    public String os;

    private Os calls;
    private ByteBuffer word;
    private long address;
    private Path file;
    private int handle;

    @Setup
    public void open() throws IOException {
        calls = Os.named(os);
        word = ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
        address = calls.addressOf(word);
        file = Files.createTempFile("zoosync-bench", null);
        handle = calls.openLockFile(file);
    }

    @TearDown
    public void remove() throws IOException {
        Files.delete(file);
    }

    @Benchmark
    public int wakeWithoutWaiters() {
        return calls.futexWake(word, address, 0, 1);
    }

    @Benchmark
    public int waitOnAChangedWord() {
        return calls.futexWait(word, address, 0, 1, 1_000_000);
    }

    @Benchmark
    public int testFreeByte() {
        return calls.testByte(handle, 7);
    }
}
