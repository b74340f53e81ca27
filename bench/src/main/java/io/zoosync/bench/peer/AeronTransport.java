package io.zoosync.bench.peer;

import io.aeron.Aeron;
import io.aeron.ExclusivePublication;
import io.aeron.FragmentAssembler;
import io.aeron.Publication;
import io.aeron.Subscription;
import io.aeron.driver.Configuration;
import io.aeron.driver.MediaDriver;
import io.aeron.driver.ThreadingMode;
import io.aeron.logbuffer.BufferClaim;
import io.aeron.logbuffer.FragmentHandler;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;

/**
 * Aeron IPC. Two spinning clients need both cores of a small machine, so its media driver, which
 * the host keeps, must not spin too. It either has a thread of its own ({@code SHARED}) that backs
 * off as Aeron's default does (spins, yields, sleeps of up to 1 ms), or three of them ({@code
 * DEDICATED}), or it has none ({@code INVOKER}) and the host's receiver does its work between
 * polls. Terms are allocated beforehand.
 */
final class AeronTransport implements Transport {
    private static final String CHANNEL = "aeron:ipc";
    private static final int STREAM = 1001;

    /** Of long messages, in one poll. */
    private static final int FRAGMENTS = 16;

    /** The longest there is. */
    private static final int MTU = Configuration.MAX_UDP_PAYLOAD_LENGTH;

    private final MediaDriver driver;
    private final AeronDuty duty;
    private final Aeron aeron;
    private final boolean exclusive;
    private final boolean inBlocks;

    /**
     * @param kind aeron-exclusive or aeron-concurrent, and how the driver runs: nothing, -invoker
     *     or -dedicated; -checked differs in the JVM's flags only; -block sends many at once
     */
    AeronTransport(Path directory, int termBytes, boolean host, String kind) {
        String aeronDirectory = directory.resolve("aeron").toString();
        ThreadingMode mode = mode(kind);
        boolean invoker = mode == ThreadingMode.INVOKER;
        exclusive = kind.startsWith("aeron-exclusive");
        inBlocks = kind.endsWith("-block");
        driver = host ? MediaDriver.launchEmbedded(context(aeronDirectory, termBytes, mode)) : null;
        duty = host && invoker ? new AeronDuty(driver) : null;
        aeron = Aeron.connect(new Aeron.Context().aeronDirectoryName(aeronDirectory));
    }

    private static ThreadingMode mode(String kind) {
        return kind.endsWith("-invoker")
                ? ThreadingMode.INVOKER
                : kind.endsWith("-dedicated") ? ThreadingMode.DEDICATED : ThreadingMode.SHARED;
    }

    private static MediaDriver.Context context(
            String directory, int termBytes, ThreadingMode mode) {
        return new MediaDriver.Context()
                .aeronDirectoryName(directory)
                .threadingMode(mode)
                .ipcTermBufferLength(termBytes)
                .ipcMtuLength(MTU)
                .termBufferSparseFile(false)
                .dirDeleteOnShutdown(true);
    }

    @Override
    public Sender sender(int stream) {
        if (inBlocks) {
            return new Batched.AeronSender(aeron.addExclusivePublication(CHANNEL, STREAM + stream));
        }
        return exclusive
                ? new ExclusiveSender(aeron.addExclusivePublication(CHANNEL, STREAM + stream))
                : new ConcurrentSender(aeron.addPublication(CHANNEL, STREAM + stream));
    }

    @Override
    public Receiver receiver(int stream) {
        SubscriptionReceiver receiver =
                new SubscriptionReceiver(aeron.addSubscription(CHANNEL, STREAM + stream));
        return duty == null ? receiver : new InvokingReceiver(receiver, duty);
    }

    @Override
    public void close() {
        if (duty != null) {
            duty.handBack();
        }
        aeron.close();
        if (driver != null) {
            driver.close();
        }
    }

    private static void write(BufferClaim claim, long first) {
        MutableDirectBuffer buffer = claim.buffer();
        int offset = claim.offset();
        buffer.putLong(offset, first);
        buffer.putLong(offset + 8, first + 1);
        buffer.putLong(offset + 16, first + 2);
        buffer.putLong(offset + 24, first + 3);
        claim.commit();
    }

    private static final class ExclusiveSender implements Sender {
        private final ExclusivePublication publication;
        private final BufferClaim claim = new BufferClaim();
        private final WholeOffer whole;

        ExclusiveSender(ExclusivePublication publication) {
            this.publication = publication;
            whole =
                    new WholeOffer(
                            publication.maxPayloadLength(),
                            publication::tryClaim,
                            publication::offer);
        }

        @Override
        public boolean trySend(long first) {
            if (publication.tryClaim(SMALL_BYTES, claim) < 0) {
                return false;
            }
            write(claim, first);
            return true;
        }

        @Override
        public boolean trySend(int length, Filler filler) {
            return whole.trySend(length, filler);
        }
    }

    private static final class ConcurrentSender implements Sender {
        private final Publication publication;
        private final BufferClaim claim = new BufferClaim();
        private final WholeOffer whole;

        ConcurrentSender(Publication publication) {
            this.publication = publication;
            whole =
                    new WholeOffer(
                            publication.maxPayloadLength(),
                            publication::tryClaim,
                            publication::offer);
        }

        @Override
        public boolean trySend(long first) {
            if (publication.tryClaim(SMALL_BYTES, claim) < 0) {
                return false;
            }
            write(claim, first);
            return true;
        }

        @Override
        public boolean trySend(int length, Filler filler) {
            return whole.trySend(length, filler);
        }
    }

    private static final class SubscriptionReceiver implements Receiver {
        private final Subscription subscription;
        private SmallMessages messages;
        private Reader reader;
        private final FragmentHandler whole =
                new FragmentAssembler(
                        (buffer, offset, length, header) -> read(buffer, offset, length), 0, true);
        private final FragmentHandler handler =
                (buffer, offset, length, header) ->
                        messages.accept(
                                buffer.getLong(offset),
                                buffer.getLong(offset + 8),
                                buffer.getLong(offset + 16),
                                buffer.getLong(offset + 24));

        SubscriptionReceiver(Subscription subscription) {
            this.subscription = subscription;
        }

        private void read(DirectBuffer buffer, int offset, int length) {
            ByteBuffer bytes = buffer.byteBuffer();
            reader.read(
                    bytes.slice(buffer.wrapAdjustment() + offset, length)
                            .order(ByteOrder.nativeOrder()));
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            messages = to;
            return subscription.poll(handler, limit);
        }

        @Override
        public int poll(Reader to) {
            reader = to;
            return subscription.poll(whole, FRAGMENTS);
        }
    }

    private static final class InvokingReceiver implements Receiver {
        private final SubscriptionReceiver receiver;
        private final AeronDuty duty;

        InvokingReceiver(SubscriptionReceiver receiver, AeronDuty duty) {
            this.receiver = receiver;
            this.duty = duty;
        }

        @Override
        public int poll(SmallMessages to, int limit) {
            int messages = receiver.poll(to, limit);
            duty.afterPoll(messages);
            return messages;
        }

        @Override
        public int poll(Reader to) {
            int fragments = receiver.poll(to);
            duty.afterPoll(fragments);
            return fragments;
        }
    }
}
