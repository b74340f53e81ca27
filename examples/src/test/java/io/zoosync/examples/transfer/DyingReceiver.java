package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.arrow.ArrowConsumer;
import io.zoosync.examples.transfer.TransferOptions.Format;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** Receives as the command does, and dies at a point of {@link FileDestination}'s table. */
public final class DyingReceiver {
    private DyingReceiver() {}

    /** {@code QUEUE FILE POINT}. */
    public static void main(String[] args) throws Exception {
        TransferOptions options = TransferOptions.parse(List.of("receive", args[0], args[1]));
        try (BufferAllocator allocator = new RootAllocator();
                Role role = Role.take(Role.RECEIVER, args[0]);
                FileDestination file = new FileDestination(options, Format.FILE);
                ArrowConsumer consumer = ArrowConsumer.attach(args[0], allocator)) {
            role.begin();
            for (int received = 0; ; received++) {
                ArrowBatch batch = consumer.recv();
                if (received == 0) {
                    file.begin(
                            Role.find(args[0] + ".queue").orElseThrow(),
                            batch.root().getSchema(),
                            batch.dictionaries(),
                            false);
                }
                if (batch.isEndOfStream()) {
                    end(file, batch, args[2]);
                }
                dieIf(args[2].equals("taken") && received == 1);
                if (args[2].equals("bytes") && received == 1) {
                    writeBytes(Path.of(args[1] + ".part"));
                    dieIf(true);
                }
                file.write(batch);
                dieIf(args[2].equals("line") && received == 1);
                batch.close();
            }
        }
    }

    private static void end(FileDestination file, ArrowBatch batch, String point) throws Exception {
        file.end(batch);
        dieIf(point.equals("end"));
        batch.close();
        dieIf(point.equals("commit"));
        Path journal = file.journalPath();
        byte[] lines = Files.readAllBytes(journal);
        file.complete();
        Files.write(journal, lines); // as if it were not removed yet
        dieIf(true);
    }

    /** A batch that is written half. */
    private static void writeBytes(Path part) throws Exception {
        try (FileChannel channel = FileChannel.open(part, StandardOpenOption.APPEND)) {
            channel.write(ByteBuffer.wrap(new byte[] {-1, -1, -1, -1, 100, 0, 0, 0, 1, 2, 3}));
        }
    }

    private static void dieIf(boolean here) {
        if (here) {
            Runtime.getRuntime().halt(9);
        }
    }
}
