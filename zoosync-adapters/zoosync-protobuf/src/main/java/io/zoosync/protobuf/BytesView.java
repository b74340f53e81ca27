package io.zoosync.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.zoosync.queue.Message;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;

/**
 * The bytes of a {@code bytes} or {@code string} field, where they lie in the queue's slot.
 *
 * <p>It is reused: it shows other bytes once the same field of the same view is asked for again. It
 * is valid as long as the message is; afterwards its methods throw {@link IllegalStateException}.
 * For one thread at a time.
 */
public final class BytesView {
    private final Slot slot;
    private byte[] constant;
    private long turn;
    private int offset;
    private int length;

    BytesView(Slot slot) {
        this.slot = slot;
    }

    /** Turns to bytes in the slot. */
    BytesView show(long inTurn, int from, int size) {
        turn = inTurn;
        constant = null;
        offset = from;
        length = size;
        return this;
    }

    /** Turns to a default value. */
    BytesView show(long inTurn, byte[] value) {
        turn = inTurn;
        constant = value;
        offset = 0;
        length = value.length;
        return this;
    }

    /** How many bytes there are. */
    public int length() {
        slot.check(turn);
        return length;
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return length() == 0;
    }

    /**
     * One byte.
     *
     * @throws IndexOutOfBoundsException if there is none at {@code index}
     */
    public byte getByte(int index) {
        slot.check(turn);
        Objects.checkIndex(index, length);
        return at(index);
    }

    private byte at(int index) {
        return constant == null ? slot.message().getByte(offset + index) : constant[index];
    }

    /**
     * Copies {@code count} bytes from {@code index} on into an array.
     *
     * @throws IndexOutOfBoundsException if there are fewer, or if the array is too short
     */
    public void get(int index, byte[] target, int to, int count) {
        slot.check(turn);
        Objects.checkFromIndexSize(index, count, length);
        if (constant == null) {
            slot.message().get(offset + index, target, to, count);
        } else {
            System.arraycopy(constant, index, target, to, count);
        }
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        byte[] copy = new byte[length];
        get(0, copy, 0, length);
        return copy;
    }

    /** A copy of the bytes. */
    public ByteString toByteString() {
        return UnsafeByteOperations.unsafeWrap(toByteArray());
    }

    /**
     * A new read-only buffer over the bytes, without a copy. It must not be used after the message
     * was committed or given back, which cannot be checked.
     */
    public ByteBuffer asByteBuffer() {
        slot.check(turn);
        ByteBuffer buffer =
                constant == null
                        ? slot.message().buffer().slice(offset, length)
                        : ByteBuffer.wrap(constant);
        return buffer.asReadOnlyBuffer();
    }

    /** Whether the bytes are those of an array. */
    public boolean contentEquals(byte[] other) {
        slot.check(turn);
        if (other.length != length) {
            return false;
        }
        if (constant != null) {
            return Arrays.equals(constant, other);
        }
        for (int i = 0; i < length; i++) {
            if (at(i) != other[i]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the bytes are the UTF-8 of a text, which is told without decoding them. */
    public boolean contentEquals(CharSequence text) {
        slot.check(turn);
        int index = 0;
        for (int i = 0; i < text.length(); i++) {
            int point = text.charAt(i);
            if (Character.isHighSurrogate((char) point) && i + 1 < text.length()) {
                point = Character.codePointAt(text, i);
            }
            int size = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (size > length - index || !isPointAt(index, point, size)) {
                return false;
            }
            index += size;
            i += size >> 2; // the second half of a pair
        }
        return index == length;
    }

    /** An unpaired surrogate is never there: it has no UTF-8. */
    private boolean isPointAt(int index, int point, int size) {
        if (size == 1) {
            return at(index) == point;
        }
        boolean surrogate = point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
        int rest = point;
        for (int i = size - 1; i > 0; i--) {
            if ((at(index + i) & 0xff) != (0x80 | rest & 0x3f)) {
                return false;
            }
            rest >>>= 6;
        }
        int lead = 0xf00 >> size & 0xff;
        return !surrogate && (at(index) & 0xff) == (lead | rest);
    }

    /** A hash of bytes in the slot, as {@link #hash(byte[], long)} has it. */
    int hash(long seed) {
        Message bytes = slot.message();
        long hash = seed + length;
        int index = 0;
        for (; index <= length - Long.BYTES; index += Long.BYTES) {
            hash = mix(hash ^ bytes.getLong(offset + index));
        }
        for (; index < length; index++) {
            hash = mix(hash ^ bytes.getByte(offset + index));
        }
        return (int) mix(hash);
    }

    /** A hash of bytes, hard to foresee for those who do not know the seed. */
    static int hash(byte[] value, long seed) {
        ByteBuffer bytes = ByteBuffer.wrap(value).order(ByteOrder.nativeOrder());
        long hash = seed + value.length;
        int index = 0;
        for (; index <= value.length - Long.BYTES; index += Long.BYTES) {
            hash = mix(hash ^ bytes.getLong(index));
        }
        for (; index < value.length; index++) {
            hash = mix(hash ^ bytes.get(index));
        }
        return (int) mix(hash);
    }

    /** The finalizer of MurmurHash3 by Austin Appleby. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }

    /** Whether two views show the same bytes. */
    boolean sameAs(BytesView other) {
        if (length != other.length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (at(i) != other.at(i)) {
                return false;
            }
        }
        return true;
    }

    /** The bytes decoded as UTF-8; what is malformed becomes U+FFFD. */
    public String decode() {
        slot.check(turn);
        return constant == null
                ? slot.decode(offset, length, null)
                : new String(constant, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "BytesView[length=" + length + "]";
    }
}
