package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowProducer;
import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.VectorSchemaRoot;

/** One run of {@code arrow send}. */
final class Sending {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final TransferOptions options;
    private final Role role;
    private final ProgressLine progress = new ProgressLine("sent");
    private ArrowProducer producer;
    private int mostRows;
    private boolean saidThatReceiverDied;

    private Sending(TransferOptions options, Role role) {
        this.options = options;
        this.role = role;
        this.mostRows = options.rows();
    }

    static void run(TransferOptions options) throws IOException, InterruptedException {
        try (BufferAllocator allocator = new RootAllocator();
                TableInput input = TableInput.open(options, allocator);
                Role role = Role.take(Role.SENDER, options.queue())) {
            Sending sending = new Sending(options, role);
            try {
                sending.begin();
                sending.sendAll(input);
            } finally {
                sending.progress.clear();
            }
        }
    }

    private void begin() throws IOException {
        if (options.restart()) {
            ZooQueue.unlink(options.queue());
        } else if (role.isInherited() && Role.isThereQueue(options.queue())) {
            throw new TransferException(
                    "the last sender to queue "
                            + options.queue()
                            + " ended before its table did; send --restart drops what is left of it"
                            + " and begins anew");
        }
    }

    private void sendAll(TableInput input) throws IOException, InterruptedException {
        VectorSchemaRoot root = input.root();
        boolean more = input.loadNextBatch(); // and with it the dictionaries
        try (ArrowProducer opened =
                ArrowProducer.open(
                        options.queue(),
                        options.capacityBytes(),
                        root.getSchema(),
                        input.reader())) {
            producer = opened;
            role.begin();
            for (; more; more = input.loadNextBatch()) {
                send(root);
            }
            input.drain();
            if (!input.hasSaidItsEnd()) {
                progress.notice(
                        "the stream ended without saying so: if its writer was cut off between two"
                                + " batches, the rest is missing");
            }
            patiently(timeout -> producer.sendEndOfStream(timeout));
            awaitReceipt();
            role.end();
        }
        progress.end();
    }

    /** Sends a batch whole, or in pieces if it must be. */
    private void send(VectorSchemaRoot root) throws IOException, InterruptedException {
        int rows = root.getRowCount();
        int from = 0;
        do {
            int piece = Math.min(mostRows, rows - from);
            if (piece == rows) {
                from += trySend(root);
            } else {
                try (VectorSchemaRoot slice = root.slice(from, piece)) {
                    from += trySend(slice);
                }
            }
        } while (from < rows);
    }

    /** Returns the number of rows that were sent: none if there must be fewer in a message. */
    private int trySend(VectorSchemaRoot piece) throws IOException, InterruptedException {
        int rows = piece.getRowCount();
        try {
            patiently(timeout -> producer.send(piece, timeout));
        } catch (IllegalArgumentException e) {
            if (rows < 2) {
                throw e;
            }
            mostRows = rows / 2; // too long for the queue
            return 0;
        }
        progress.add(rows);
        return rows;
    }

    /** Tries for so long as the options allow, and looks at the receiver meanwhile. */
    private void patiently(Attempt attempt) throws IOException, InterruptedException {
        Patience patience = new Patience(options.timeout(), LOOK_NANOS);
        while (!attempt.within(patience.next())) {
            lookAtReceiver("room");
            if (patience.isOver()) {
                throw new TransferException(
                        "no room came free in queue "
                                + options.queue()
                                + " within "
                                + options.patience()
                                + ", after "
                                + progress.batches()
                                + " batches");
            }
        }
    }

    /** Something that may be given up. */
    @FunctionalInterface
    private interface Attempt {
        boolean within(Duration timeout) throws InterruptedException;
    }

    private void lookAtReceiver(String waitingFor) throws IOException {
        boolean died = Role.isBroken(Role.RECEIVER, options.queue());
        if (died && !saidThatReceiverDied) {
            progress.notice(
                    "the receiver of queue "
                            + options.queue()
                            + " ended before the table did; waiting for it to be started again");
        }
        saidThatReceiverDied = died;
        progress.waitFor(waitingFor);
    }

    private void awaitReceipt() throws IOException, InterruptedException {
        if (!options.waits()) {
            return;
        }
        try (ZooQueue queue = ZooQueue.attach(options.queue())) {
            Patience patience = new Patience(options.timeout(), LOOK_NANOS / 10);
            long left = Long.MAX_VALUE;
            for (QueueStats stats = queue.stats();
                    stats.messages() + stats.openViews() > 0;
                    stats = queue.stats()) {
                if (stats.usedBytes() < left) {
                    left = stats.usedBytes();
                    patience = new Patience(options.timeout(), LOOK_NANOS / 10);
                }
                lookAtReceiver("the receiver");
                if (patience.isOver()) {
                    throw new TransferException(
                            "nothing was received from queue "
                                    + options.queue()
                                    + " within "
                                    + options.patience()
                                    + "; "
                                    + stats.messages()
                                    + " messages are left");
                }
                TimeUnit.NANOSECONDS.sleep(patience.next().toNanos());
            }
        } catch (NoSuchFileException e) {
            // Removed by the receiver, which had it all.
        }
    }
}
