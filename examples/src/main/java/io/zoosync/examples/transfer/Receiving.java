package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.arrow.ArrowConsumer;
import io.zoosync.arrow.InvalidArrowMessageException;
import io.zoosync.examples.transfer.TransferOptions.Format;
import io.zoosync.queue.QueueStats;
import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.SegmentInfo;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;

/** One run of {@code arrow receive}. */
final class Receiving {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long ATTACH_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TransferOptions options;
    private final Role role;
    private final Destination destination;
    private final ProgressLine progress = new ProgressLine("received");
    private SegmentInfo queue;
    private boolean begun;
    private boolean goesOn;
    private long givenBack = -1;

    private Receiving(TransferOptions options, Role role, Destination destination) {
        this.options = options;
        this.role = role;
        this.destination = destination;
    }

    static void run(TransferOptions options) throws IOException, InterruptedException {
        try (Role role = Role.take(Role.RECEIVER, options.queue());
                Destination destination = destination(options)) {
            if (!Role.isThereQueue(options.queue())) {
                role.settle(); // the one before may have died, but not at what comes now
            }
            Receiving receiving = new Receiving(options, role, destination);
            try {
                receiving.run();
            } finally {
                receiving.progress.clear();
            }
        }
    }

    private static Destination destination(TransferOptions options) throws IOException {
        if (options.isStandard()) {
            FileChannel out = new FileOutputStream(FileDescriptor.out).getChannel();
            return new DirectDestination(out, format(options, Format.STREAM));
        }
        Path path = Path.of(options.file());
        if (Files.isDirectory(path)) {
            throw new TransferException(path + " is a directory");
        }
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            FileChannel out = FileChannel.open(path, StandardOpenOption.WRITE);
            return new DirectDestination(out, format(options, Format.STREAM));
        }
        boolean stream = options.file().endsWith(".arrows");
        return new FileDestination(options, format(options, stream ? Format.STREAM : Format.FILE));
    }

    private static Format format(TransferOptions options, Format otherwise) {
        return options.format() == null ? otherwise : options.format();
    }

    private void run() throws IOException, InterruptedException {
        OptionalLong end = destination.finishedAt();
        if (end.isPresent()) {
            finishForAnother(end.getAsLong());
            return;
        }
        try (BufferAllocator allocator = new RootAllocator();
                ArrowConsumer consumer = attach(allocator)) {
            receiveAll(consumer);
        }
        destination.complete();
        removeQueue();
        role.end();
        progress.end();
    }

    /** A receiver died between the last batch and the end of its work. */
    private void finishForAnother(long end) throws IOException, InterruptedException {
        try (BufferAllocator allocator = new RootAllocator();
                ArrowConsumer consumer = ArrowConsumer.attach(options.queue(), allocator)) {
            giveBack(consumer.recv(Duration.ofNanos(LOOK_NANOS)));
            try (ArrowBatch batch = consumer.recv(Duration.ofNanos(LOOK_NANOS))) {
                if (batch != null && !(batch.isEndOfStream() && batch.id() == end)) {
                    batch.abandon(); // of the next table
                }
            }
        } catch (NoSuchFileException e) {
            // It was removed, too.
        }
        destination.complete();
        removeQueue();
        role.end();
        progress.notice(
                "a receiver that died had received all; now " + options.file() + " is whole");
    }

    /** Waits for the queue. */
    private ArrowConsumer attach(BufferAllocator allocator)
            throws IOException, InterruptedException {
        Patience patience = new Patience(options.timeout(), ATTACH_NANOS);
        while (true) {
            try {
                Optional<SegmentInfo> found = findQueue();
                ArrowConsumer consumer = ArrowConsumer.attach(options.queue(), allocator);
                if (found.isPresent() && found.equals(findQueue())) {
                    queue = found.get();
                    return consumer;
                }
                consumer.close(); // another one took its place meanwhile
            } catch (NoSuchFileException e) {
                if (Role.isBroken(Role.SENDER, options.queue())) {
                    throw senderDied(", and there is no queue");
                }
            }
            if (patience.isOver()) {
                throw new TransferException(
                        "there is no queue "
                                + options.queue()
                                + ", and none came within "
                                + options.patience());
            }
            progress.waitFor("queue " + options.queue());
            TimeUnit.NANOSECONDS.sleep(patience.next().toNanos());
        }
    }

    private Optional<SegmentInfo> findQueue() throws IOException {
        return Role.find(options.queue() + ".queue");
    }

    private void receiveAll(ArrowConsumer consumer) throws IOException, InterruptedException {
        if (role.isInherited()) {
            givenBack = giveBack(next(consumer));
        }
        boolean ended = false;
        while (!ended) {
            try (ArrowBatch batch = next(consumer)) {
                boolean taken = false;
                try {
                    ended = take(batch);
                    taken = true;
                } finally {
                    if (!taken) {
                        batch.abandon();
                    }
                }
            }
        }
    }

    /**
     * Gives the first message back. After that the queue hands out the earliest of what came back
     * and of what the dead receiver had in hand, so that the order is kept.
     *
     * @return its id
     */
    private static long giveBack(ArrowBatch batch) {
        if (batch == null) {
            return -1;
        }
        batch.abandon();
        return batch.id();
    }

    /** The next message, or the reason why none comes. */
    private ArrowBatch next(ArrowConsumer consumer) throws IOException, InterruptedException {
        Patience patience = new Patience(options.timeout(), LOOK_NANOS);
        try {
            ArrowBatch batch = consumer.recv(patience.next());
            while (batch == null) {
                batch = lookAround(consumer);
                if (batch == null && patience.isOver()) {
                    throw new TransferException(
                            "nothing came to queue "
                                    + options.queue()
                                    + " within "
                                    + options.patience()
                                    + soFar());
                }
                batch = batch == null ? consumer.recv(patience.next()) : batch;
            }
            return batch;
        } catch (InvalidArrowMessageException e) {
            role.begin(); // a message is lost: nobody is to take the rest for the whole
            throw new TransferException(e.getMessage(), e);
        }
    }

    private ArrowBatch lookAround(ArrowConsumer consumer) throws IOException {
        progress.waitFor("batches");
        boolean senderDied = Role.isBroken(Role.SENDER, options.queue());
        boolean removed = !findQueue().equals(Optional.of(queue));
        ArrowBatch last = senderDied || removed ? consumer.tryRecv() : null;
        if (last == null && senderDied) {
            throw senderDied(soFar());
        }
        if (last == null && removed) {
            throw new TransferException("queue " + options.queue() + " was removed" + soFar());
        }
        return last;
    }

    private TransferException senderDied(String when) {
        return new TransferException(
                "the sender to queue " + options.queue() + " ended before its table did" + when);
    }

    private String soFar() {
        return ", after " + progress.batches() + " batches";
    }

    /** Writes what a message says; returns whether it says that the table ends. */
    private boolean take(ArrowBatch batch) throws IOException {
        if (!begun) {
            begin(batch);
        }
        if (batch.isEndOfStream()) {
            destination.end(batch);
            return true;
        }
        boolean written = destination.write(batch);
        if (!written) {
            progress.notice("message " + batch.id() + " came again, and was written already");
        } else if (batch.redelivered() && !goesOn && batch.id() != givenBack) {
            progress.notice(
                    "message "
                            + batch.id()
                            + " was in the hands of a receiver that died; if that wrote it"
                            + " elsewhere, it is there, too");
        }
        if (written) {
            progress.add(batch.root().getRowCount());
        }
        return false;
    }

    private void begin(ArrowBatch first) throws IOException {
        boolean inherited = role.isInherited();
        goesOn =
                destination.begin(
                        queue,
                        first.root().getSchema(),
                        first.dictionaries(),
                        inherited && !options.restart());
        role.begin();
        begun = true;
    }

    /** Removes a queue that {@code arrow send} made, once there is nothing in it or to come. */
    private void removeQueue() throws IOException, InterruptedException {
        if (!Role.isKnown(Role.SENDER, options.queue())) {
            return;
        }
        try (Role sender = Role.tryTake(Role.SENDER, options.queue())) {
            if (sender != null && isEmpty()) {
                ZooQueue.unlink(options.queue());
            }
        }
    }

    private boolean isEmpty() throws IOException {
        try (ZooQueue left = ZooQueue.attach(options.queue())) {
            QueueStats stats = left.stats();
            return stats.messages() == 0 && stats.openViews() == 0;
        } catch (NoSuchFileException e) {
            return true;
        }
    }
}
