package io.zoosync.examples.demo;

import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/** Two balances in a mapped file, whose sum is 0 whenever nobody holds the lock. */
final class Accounts {
    private static final int GIVER = 0;
    private static final int TAKER = Long.BYTES;
    private static final int BYTES = 2 * Long.BYTES;

    private final MappedByteBuffer balances;

    private Accounts(MappedByteBuffer balances) {
        this.balances = balances;
    }

    static Accounts open() throws IOException {
        try (FileChannel file =
                FileChannel.open(
                        ZooShm.directory().resolve("accounts.bin"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return new Accounts(file.map(FileChannel.MapMode.READ_WRITE, 0, BYTES));
        }
    }

    void take(long amount) {
        balances.putLong(GIVER, balances.getLong(GIVER) - amount);
    }

    long sum() {
        return balances.getLong(GIVER) + balances.getLong(TAKER);
    }

    /** Ends a transfer that was half done. */
    void repair() {
        balances.putLong(TAKER, -balances.getLong(GIVER));
    }
}
