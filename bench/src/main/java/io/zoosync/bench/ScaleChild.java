package io.zoosync.bench;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.bench.harness.Parent;
import io.zoosync.internal.npy.NpyHeader;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.process.RegistryFiller;
import io.zoosync.lock.Guard;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.ZooShm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.RandomAccessFile;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures one size of one dimension of {@link ScaleBench}: {@code DIMENSION SIZE}. With {@code
 * hold} it takes a lock and keeps it until it is killed.
 */
final class ScaleChild {
    private static final int SAMPLES = 200;
    private static final int BATCH = 2_000;
    private static final int MESSAGE_BYTES = 32;
    private static final int MESSAGES_CAPACITY = 16 << 20;
    private static final int MIB = 1 << 20;
    private static final int KIB = 1 << 10;
    private static final double MICROS = 1e3;
    private static final double MILLIS = 1e6;
    private static final String NANOSECONDS = "ns";
    private static final String MICROSECONDS = "us";
    private static final String MILLISECONDS = "ms";

    private ScaleChild() {}

    /** Something that is measured; {@code index} counts from 0. */
    @FunctionalInterface
    private interface Work {
        void run(int index) throws Exception;
    }

    /** Name and unit of each figure of a dimension. */
    static List<String[]> figures(String dimension) {
        switch (dimension) {
            case "processes":
                return List.of(
                        new String[] {"lock", NANOSECONDS},
                        new String[] {"message", NANOSECONDS},
                        new String[] {"ask-owner", MICROSECONDS},
                        new String[] {"register", MICROSECONDS},
                        new String[] {"recover", MILLISECONDS});
            case "names":
                return List.of(
                        new String[] {"open", MICROSECONDS},
                        new String[] {"create-lock", MICROSECONDS},
                        new String[] {"create-queue", MICROSECONDS},
                        new String[] {"create-array", MICROSECONDS},
                        new String[] {"unlink", MICROSECONDS},
                        new String[] {"list", MILLISECONDS});
            case "array-mib":
                return List.of(
                        new String[] {"attach", MICROSECONDS},
                        new String[] {"touch", MICROSECONDS});
            case "queue-kib":
                return List.of(
                        new String[] {"create", MICROSECONDS},
                        new String[] {"attach", MICROSECONDS});
            default:
                return List.of(
                        new String[] {"attach", MICROSECONDS},
                        new String[] {"exclusive-end", MICROSECONDS},
                        new String[] {"receive", MICROSECONDS});
        }
    }

    public static void main(String[] args) throws Exception {
        if (args[0].equals("hold")) {
            hold();
            return;
        }
        Parent parent = new Parent();
        if (parent.awaitTask() != null) {
            parent.awaitWindow();
            double[] result = measure(args[0], Integer.parseInt(args[1]));
            parent.result(Arrays.stream(result).boxed().toArray());
        }
    }

    private static double[] measure(String dimension, int size) throws Exception {
        switch (dimension) {
            case "processes":
                return processes(size);
            case "names":
                return names(size);
            case "array-mib":
                return array(size);
            case "queue-kib":
                return capacity(size * KIB);
            default:
                return messages(size);
        }
    }

    private static double[] processes(int count) throws Exception {
        ZooLock lock = ZooLock.open("bench");
        RegistryFiller others = new RegistryFiller();
        for (int i = 0; i < count - 1; i++) {
            others.register();
        }
        ZooQueue queue = ZooQueue.create("bench", MIB);
        byte[] message = new byte[MESSAGE_BYTES];
        double locking = best(() -> lockAndUnlock(lock));
        double sending = best(() -> sendAndReceive(queue, message));
        double registering = median(SAMPLES / 10, i -> others.register()) / MICROS;
        int owner = others.owner(count / 2);
        ProcessRegistry registry = ProcessRegistry.current();
        double asking = median(SAMPLES, i -> require(!registry.isDead(owner))) / MICROS;
        return new double[] {locking, sending, asking, registering, recovery(lock) / MILLIS};
    }

    private static void lockAndUnlock(ZooLock lock) {
        for (int i = 0; i < BATCH; i++) {
            lock.lock();
            lock.unlock();
        }
    }

    private static void sendAndReceive(ZooQueue queue, byte[] message) throws InterruptedException {
        for (int i = 0; i < BATCH; i++) {
            queue.put(message);
            require(queue.take().length == message.length);
        }
    }

    /** From the kill of a holder until the lock is ours, in nanoseconds. */
    private static double recovery(ZooLock lock) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(ScaleChild.class.getName(), "hold"));
        Process holder = new ProcessBuilder(command).start();
        try (BufferedReader said =
                new BufferedReader(
                        new InputStreamReader(holder.getInputStream(), StandardCharsets.UTF_8))) {
            require("held".equals(said.readLine()));
            long killed = System.nanoTime();
            holder.destroyForcibly();
            try (Guard guard = lock.acquire()) {
                require(guard.recovered());
                guard.markConsistent();
                return System.nanoTime() - killed;
            }
        } finally {
            holder.destroyForcibly();
        }
    }

    private static void hold() throws IOException {
        ZooLock.open("bench").lock();
        System.out.println("held");
        System.out.flush();
        require(System.in.read() < 0); // until the one who started this ends, at the latest
    }

    private static double[] names(int count) throws Exception {
        ZooLock.open("n0").close();
        Path first = ZooShm.directory().resolve("n0.lock");
        for (int i = 1; i < count; i++) {
            Files.copy(
                    first,
                    first.resolveSibling("n" + i + ".lock"),
                    StandardCopyOption.COPY_ATTRIBUTES);
        }
        double opening = median(SAMPLES, i -> ZooLock.open("n" + i * 7919L % count).close());
        double creating = median(SAMPLES, i -> ZooLock.open("new" + i).close());
        double unlinking = median(SAMPLES, i -> require(ZooLock.unlink("new" + i)));
        double queues = median(SAMPLES, i -> ZooQueue.create("new" + i, 4 * KIB).close());
        double arrays = median(SAMPLES, i -> ZooArray.create("new" + i, DType.FLOAT64, 64));
        double listing = median(3, i -> require(ZooShm.list().size() >= count));
        return new double[] {
            opening / MICROS,
            creating / MICROS,
            queues / MICROS,
            arrays / MICROS,
            unlinking / MICROS,
            listing / MILLIS
        };
    }

    private static double[] array(int mebibytes) throws Exception {
        ZooArray.create("small", DType.FLOAT64, 1); // makes the directory, too
        long elements = (long) mebibytes * MIB / Double.BYTES;
        Path file = ZooShm.directory().resolve("large.npy");
        Files.copy(
                ZooShm.directory().resolve("small.npy"), file, StandardCopyOption.COPY_ATTRIBUTES);
        byte[] header = NpyHeader.encode("<f8", false, new long[] {elements});
        Files.write(file, header, StandardOpenOption.TRUNCATE_EXISTING);
        try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
            sparse.setLength(header.length + elements * Double.BYTES);
        }
        double attaching = median(SAMPLES, i -> require(ZooArray.attach("large").size() > 0));
        ZooArray array = ZooArray.attach("large");
        // Spread over the array, a page that was not there at each touch.
        double touching = median(SAMPLES, i -> array.setDouble(i * (elements / SAMPLES), 1));
        return new double[] {attaching / MICROS, touching / MICROS};
    }

    private static double[] capacity(int bytes) throws Exception {
        int samples = bytes < MIB ? SAMPLES : 5;
        double creating =
                median(
                        samples,
                        i -> {
                            ZooQueue.create("new" + i, bytes).close();
                            require(ZooQueue.unlink("new" + i));
                        });
        ZooQueue.create("bench", bytes).close();
        double attaching = median(SAMPLES, i -> ZooQueue.attach("bench").close());
        return new double[] {creating / MICROS, attaching / MICROS};
    }

    private static double[] messages(int count) throws Exception {
        ZooQueue queue = ZooQueue.create("bench", MESSAGES_CAPACITY);
        byte[] message = new byte[MESSAGE_BYTES];
        for (int i = 0; i < count; i++) {
            queue.put(message);
        }
        double attaching = median(SAMPLES, i -> ZooQueue.attach("bench").close());
        double end = median(SAMPLES, i -> queue.exclusiveConsumer().close());
        double receiving =
                median(
                        SAMPLES,
                        i -> {
                            queue.put(message);
                            require(queue.take().length == MESSAGE_BYTES);
                        });
        return new double[] {attaching / MICROS, end / MICROS, receiving / MICROS};
    }

    /** Nanoseconds of one in the fastest of many batches. */
    private static double best(Batch batch) throws Exception {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < SAMPLES; i++) {
            long began = System.nanoTime();
            batch.run();
            best = Math.min(best, (double) (System.nanoTime() - began) / BATCH);
        }
        return best;
    }

    /** {@link #BATCH} of them. */
    @FunctionalInterface
    private interface Batch {
        void run() throws Exception;
    }

    /** The median time of one, in nanoseconds. */
    private static double median(int samples, Work work) throws Exception {
        long[] times = new long[samples];
        for (int i = 0; i < samples; i++) {
            long began = System.nanoTime();
            work.run(i);
            times[i] = System.nanoTime() - began;
        }
        Arrays.sort(times);
        return times[samples / 2];
    }

    private static void require(boolean condition) {
        if (!condition) {
            throw new IllegalStateException("not what was expected");
        }
    }
}
