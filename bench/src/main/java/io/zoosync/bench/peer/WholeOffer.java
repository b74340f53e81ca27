package io.zoosync.bench.peer;

import io.aeron.logbuffer.BufferClaim;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.agrona.BufferUtil;
import org.agrona.DirectBuffer;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Aeron's two ways to send: what fits into one fragment is written in place, what is longer is
 * offered from a buffer, which Aeron copies.
 */
final class WholeOffer {
    private static final int PAGE = 4096;

    private final int longestClaim;
    private final Claiming claiming;
    private final Offering offering;
    private final BufferClaim claim = new BufferClaim();
    private final UnsafeBuffer buffer = new UnsafeBuffer(0, 0);

    /** What is in the buffer is still to be sent. */
    private boolean filled;

    WholeOffer(int longestClaim, Claiming claiming, Offering offering) {
        this.longestClaim = longestClaim;
        this.claiming = claiming;
        this.offering = offering;
    }

    /** A publication's {@code tryClaim}. */
    @FunctionalInterface
    interface Claiming {
        long tryClaim(int length, BufferClaim claim);
    }

    /** A publication's {@code offer}. */
    @FunctionalInterface
    interface Offering {
        long offer(DirectBuffer buffer, int offset, int length);
    }

    boolean trySend(int length, Transport.Filler filler) {
        return length <= longestClaim ? claim(length, filler) : offer(length, filler);
    }

    private boolean claim(int length, Transport.Filler filler) {
        if (claiming.tryClaim(length, claim) < 0) {
            return false;
        }
        MutableDirectBuffer place = claim.buffer();
        filler.fill(slice(place, claim.offset(), length));
        claim.commit();
        return true;
    }

    private boolean offer(int length, Transport.Filler filler) {
        if (!filled) {
            if (buffer.capacity() != length) {
                buffer.wrap(BufferUtil.allocateDirectAligned(length, PAGE));
            }
            filler.fill(slice(buffer, 0, length));
        }
        filled = offering.offer(buffer, 0, length) < 0;
        return !filled;
    }

    private static ByteBuffer slice(DirectBuffer buffer, int offset, int length) {
        return buffer.byteBuffer()
                .slice(buffer.wrapAdjustment() + offset, length)
                .order(ByteOrder.nativeOrder());
    }
}
