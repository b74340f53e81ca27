package io.zoosync.bench.peer;

import io.aeron.ExclusivePublication;
import io.aeron.logbuffer.FrameDescriptor;
import io.aeron.protocol.DataHeaderFlyweight;
import io.zoosync.queue.Batch;
import io.zoosync.queue.Producer;
import java.nio.ByteBuffer;
import org.agrona.BitUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Senders of small messages that pass so many on at once; each is received as a message of its own.
 */
final class Batched {
    /** Few enough to come with what is called a burst, and a divisor of a term's. */
    static final int MESSAGES = 64;

    private Batched() {}

    /** A batch of a queue: written in place. */
    static final class QueueSender implements Transport.Sender {
        private final Producer producer;
        private Batch batch;

        QueueSender(Producer producer) {
            this.producer = producer;
        }

        @Override
        public boolean trySend(long first) {
            if (batch == null) {
                batch = producer.tryClaimBatch(MESSAGES, Transport.SMALL_BYTES);
                if (batch == null) {
                    return false;
                }
            }
            batch.tryClaim(Transport.SMALL_BYTES)
                    .putLong(0, first)
                    .putLong(8, first + 1)
                    .putLong(16, first + 2)
                    .putLong(24, first + 3)
                    .commit();
            if (batch.size() == MESSAGES) {
                flush();
            }
            return true;
        }

        @Override
        public void flush() {
            if (batch != null) {
                batch.commit();
                batch = null;
            }
        }
    }

    /**
     * A block of Aeron's: frames that the sender writes as they will lie in the term, and copies.
     */
    static final class AeronSender implements Transport.Sender {
        private static final int FRAME =
                BitUtil.align(
                        DataHeaderFlyweight.HEADER_LENGTH + Transport.SMALL_BYTES,
                        FrameDescriptor.FRAME_ALIGNMENT);

        private final ExclusivePublication publication;
        private final UnsafeBuffer block =
                new UnsafeBuffer(ByteBuffer.allocateDirect(MESSAGES * FRAME));
        private int messages;

        AeronSender(ExclusivePublication publication) {
            this.publication = publication;
            DataHeaderFlyweight header = new DataHeaderFlyweight();
            for (int i = 0; i < MESSAGES; i++) {
                header.wrap(block, i * FRAME, DataHeaderFlyweight.HEADER_LENGTH);
                header.sessionId(publication.sessionId())
                        .streamId(publication.streamId())
                        .version(DataHeaderFlyweight.CURRENT_VERSION)
                        .flags(DataHeaderFlyweight.BEGIN_AND_END_FLAGS)
                        .headerType(DataHeaderFlyweight.HDR_TYPE_DATA)
                        .frameLength(DataHeaderFlyweight.HEADER_LENGTH + Transport.SMALL_BYTES);
            }
        }

        @Override
        public boolean trySend(long first) {
            if (messages == MESSAGES && !offer()) {
                return false;
            }
            int at = messages * FRAME + DataHeaderFlyweight.DATA_OFFSET;
            block.putLong(at, first);
            block.putLong(at + 8, first + 1);
            block.putLong(at + 16, first + 2);
            block.putLong(at + 24, first + 3);
            messages++;
            if (messages == MESSAGES) {
                offer();
            }
            return true;
        }

        /** Offers what is there; false if the term is full up to the receiver. */
        private boolean offer() {
            boolean nextTerm = publication.termOffset() == publication.termBufferLength();
            int offset = nextTerm ? 0 : publication.termOffset();
            int term = publication.termId() + (nextTerm ? 1 : 0);
            for (int at = 0; at < messages * FRAME; at += FRAME) {
                block.putInt(at + DataHeaderFlyweight.TERM_OFFSET_FIELD_OFFSET, offset + at);
                block.putInt(at + DataHeaderFlyweight.TERM_ID_FIELD_OFFSET, term);
            }
            boolean offered = publication.offerBlock(block, 0, messages * FRAME) > 0;
            if (offered) {
                messages = 0;
            }
            return offered;
        }

        @Override
        public void flush() {
            while (messages > 0 && !offer()) {
                Thread.onSpinWait();
            }
        }
    }
}
