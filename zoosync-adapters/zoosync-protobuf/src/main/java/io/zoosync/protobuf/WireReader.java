package io.zoosync.protobuf;

import io.zoosync.queue.Message;
import java.nio.ByteOrder;

/**
 * Reads protobuf's wire format where it lies, in a queue's slot, value by value.
 *
 * <p>Nothing that was read before is trusted: another process may write to the slot at any time, so
 * each step is checked against the end of what is read, and the message checks each access against
 * the slot, and that the slot is still ours. What protobuf's parser refuses is refused here.
 */
final class WireReader {
    static final int VARINT = 0;
    static final int FIXED64 = 1;
    static final int LENGTH_DELIMITED = 2;
    static final int START_GROUP = 3;
    static final int END_GROUP = 4;
    static final int FIXED32 = 5;

    /** The bits that say that a byte of a varint is not its last one. */
    static final long CONTINUATIONS = 0x8080808080808080L;

    private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Message bytes;
    private int pos;
    private int end;

    /** Begins to read the bytes from {@code from} to {@code to} of a slot. */
    void start(Message slot, int from, int to) {
        bytes = slot;
        pos = from;
        end = to;
    }

    int pos() {
        return pos;
    }

    boolean hasMore() {
        return pos < end;
    }

    void seek(int position) {
        pos = position;
    }

    static int number(int tag) {
        return tag >>> 3;
    }

    static int wireType(int tag) {
        return tag & 7;
    }

    static int endTag(int number) {
        return number << 3 | END_GROUP;
    }

    /** Eight bytes, the first of them in the lowest bits. */
    static long word(Message bytes, int at) {
        long word = bytes.getLong(at);
        return LITTLE_ENDIAN ? word : Long.reverseBytes(word);
    }

    int tag() {
        int at = pos;
        int tag = varint32();
        if (number(tag) == 0) {
            throw InvalidProtobufMessageException.invalidTag(at, tag);
        }
        return tag;
    }

    /** A varint of up to ten bytes, cut to 32 bits. */
    int varint32() {
        return (int) varint64();
    }

    long varint64() {
        int at = pos;
        if (at >= end) {
            throw InvalidProtobufMessageException.truncated(at, 1, end);
        }
        byte first = bytes.getByte(at);
        if (first >= 0) {
            pos = at + 1;
            return first;
        }
        return at <= bytes.length() - Long.BYTES ? varintByWord(at) : varintByByte(at);
    }

    /** Reads eight bytes at once, and closes the gaps between their groups of seven bits. */
    private long varintByWord(int at) {
        long word = word(bytes, at);
        long ends = ~word & CONTINUATIONS;
        if (ends == 0) {
            return varintByByte(at);
        }
        advance(at, (Long.numberOfTrailingZeros(ends) >>> 3) + 1);
        long groups = word & (ends ^ (ends - 1)) & ~CONTINUATIONS;
        groups = (groups & 0x7f007f007f007f00L) >>> 1 | groups & 0x007f007f007f007fL;
        groups = (groups & 0x3fff00003fff0000L) >>> 2 | groups & 0x00003fff00003fffL;
        return (groups & 0x0fffffff00000000L) >>> 4 | groups & 0x000000000fffffffL;
    }

    private long varintByByte(int from) {
        long value = 0;
        int at = from;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            if (at >= end) {
                throw InvalidProtobufMessageException.truncated(at, 1, end);
            }
            byte b = bytes.getByte(at++);
            value |= (b & 0x7fL) << shift;
            if (b >= 0) {
                pos = at;
                return value;
            }
        }
        throw InvalidProtobufMessageException.malformedVarint(from);
    }

    int fixed32() {
        int at = pos;
        advance(at, Integer.BYTES);
        int bits = bytes.getInt(at);
        return LITTLE_ENDIAN ? bits : Integer.reverseBytes(bits);
    }

    long fixed64() {
        int at = pos;
        advance(at, Long.BYTES);
        return word(bytes, at);
    }

    /** Reads a length and checks that so much is there; the reader then stands before it. */
    int length() {
        int at = pos;
        int length = varint32();
        if (length < 0) {
            throw InvalidProtobufMessageException.negativeSize(at, length);
        }
        if (length > end - pos) {
            throw InvalidProtobufMessageException.truncated(pos, length, end);
        }
        return length;
    }

    /** Goes past {@code size} bytes from {@code at}. */
    private void advance(int at, int size) {
        if (size > end - at) {
            throw InvalidProtobufMessageException.truncated(at, size, end);
        }
        pos = at + size;
    }

    /** Goes past one value; into a group, of which it knows no end. */
    void skip(int tag) {
        switch (wireType(tag)) {
            case VARINT -> varint64();
            case FIXED64 -> advance(pos, Long.BYTES);
            case LENGTH_DELIMITED -> {
                int length = length();
                pos += length;
            }
            case START_GROUP, END_GROUP -> {}
            case FIXED32 -> advance(pos, Integer.BYTES);
            default -> throw InvalidProtobufMessageException.invalidWireType(pos, tag);
        }
    }
}
