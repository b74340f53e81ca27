package io.zoosync.bench.peer;

import java.nio.file.Path;
import net.openhft.chronicle.bytes.Bytes;
import net.openhft.chronicle.queue.ChronicleQueue;
import net.openhft.chronicle.queue.ExcerptAppender;
import net.openhft.chronicle.queue.ExcerptTailer;
import net.openhft.chronicle.queue.RollCycles;
import net.openhft.chronicle.wire.DocumentContext;

/**
 * Chronicle Queue, written and read in place. It keeps all messages: its file grows for as long as
 * the run lasts.
 */
final class ChronicleTransport implements Transport {
    /** How much of the file is mapped at once; its default of 64 MiB is remapped too often. */
    private static final long BLOCK = 256L << 20;

    private final ChronicleQueue queue;

    ChronicleTransport(Path directory) {
        queue =
                ChronicleQueue.singleBuilder(directory.resolve("chronicle").toFile())
                        .rollCycle(RollCycles.FAST_DAILY)
                        .blockSize(BLOCK)
                        .build();
    }

    @Override
    public Sender sender(int stream) {
        return new Appending(queue.createAppender());
    }

    @Override
    public Receiver receiver(int stream) {
        return new Tailing(queue.createTailer());
    }

    @Override
    public void close() {
        queue.close();
    }

    private static final class Appending implements Sender {
        private final ExcerptAppender appender;

        Appending(ExcerptAppender appender) {
            this.appender = appender;
        }

        @Override
        public boolean trySend(long first) {
            try (DocumentContext document = appender.writingDocument()) {
                Bytes<?> bytes = document.wire().bytes();
                bytes.writeLong(first);
                bytes.writeLong(first + 1);
                bytes.writeLong(first + 2);
                bytes.writeLong(first + 3);
            }
            return true;
        }
    }

    private static final class Tailing implements Receiver {
        private final ExcerptTailer tailer;

        Tailing(ExcerptTailer tailer) {
            this.tailer = tailer;
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            int polled = 0;
            while (polled < limit && read(to)) {
                polled++;
            }
            return polled;
        }

        private boolean read(SmallMessages to) {
            try (DocumentContext document = tailer.readingDocument()) {
                if (!document.isPresent()) {
                    return false;
                }
                Bytes<?> bytes = document.wire().bytes();
                to.accept(bytes.readLong(), bytes.readLong(), bytes.readLong(), bytes.readLong());
                return true;
            }
        }
    }
}
