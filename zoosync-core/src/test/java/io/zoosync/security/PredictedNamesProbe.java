package io.zoosync.security;

import io.zoosync.internal.process.Directory;
import io.zoosync.internal.process.ProcessRegistry;
import io.zoosync.internal.process.SharedFile;
import io.zoosync.lock.ZooLock;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Provider;
import java.security.SecureRandomSpi;
import java.security.Security;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/** A process that tells the names of its unfinished files, which one part of it can predict. */
final class PredictedNamesProbe {
    private static final int NAMES = 200;

    private PredictedNamesProbe() {}

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "lock" -> ZooLock.open("l");
            case "names" -> predict();
            case "random" -> collect();
            default -> throw new IllegalArgumentException(arguments[0]);
        }
        System.exit(0);
    }

    /** Gives the same byte again and again. */
    public static final class Constant extends SecureRandomSpi {
        private static final long serialVersionUID = 1;
        private static volatile byte value = 0x22;

        @Override
        protected void engineSetSeed(byte[] seed) {}

        @Override
        protected void engineNextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }

        @Override
        protected byte[] engineGenerateSeed(int bytes) {
            return new byte[bytes];
        }
    }

    private static final class ConstantProvider extends Provider {
        private static final long serialVersionUID = 1;

        ConstantProvider() {
            super("Constant", "1", "a SecureRandom that is none");
            put("SecureRandom.Constant", Constant.class.getName());
        }
    }

    private static void predict() throws IOException {
        Security.insertProviderAt(new ConstantProvider(), 1);
        int self = ProcessRegistry.current().self();
        System.out.println(String.format("next .tmp-%08x-", self) + "22".repeat(16));
        System.in.read();
        try {
            ZooQueue.create("other", 4096).close();
        } catch (IOException e) {
            System.out.println("refused " + e);
        }
        Constant.value = 0x33;
        ZooQueue.create("other", 4096).close();
        System.out.println("then made");
    }

    private static void collect() throws IOException {
        Path directory = Directory.open();
        int self = ProcessRegistry.current().self();
        Set<String> names = new HashSet<>();
        BigInteger ones = BigInteger.ZERO;
        BigInteger zeros = BigInteger.ZERO;
        for (int i = 0; i < NAMES; i++) {
            Path file = directory.resolve("file");
            String name =
                    SharedFile.publish(
                                    file, self, 8, (channel, temporary) -> temporary.getFileName())
                            .toString();
            Files.delete(file);
            names.add(name);
            BigInteger random = new BigInteger(name.substring(name.lastIndexOf('-') + 1), 16);
            ones = ones.or(random);
            zeros = zeros.or(BigInteger.ONE.shiftLeft(128).subtract(BigInteger.ONE).xor(random));
        }
        System.out.println("names " + NAMES);
        System.out.println("different " + names.size());
        System.out.println("changing bits " + ones.and(zeros).bitCount());
    }
}
