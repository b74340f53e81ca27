package io.zoosync.protobuf;

import static io.zoosync.protobuf.WireReader.CONTINUATIONS;
import static io.zoosync.protobuf.WireReader.END_GROUP;
import static io.zoosync.protobuf.WireReader.FIXED32;
import static io.zoosync.protobuf.WireReader.FIXED64;
import static io.zoosync.protobuf.WireReader.LENGTH_DELIMITED;
import static io.zoosync.protobuf.WireReader.START_GROUP;
import static io.zoosync.protobuf.WireReader.VARINT;

import io.zoosync.queue.Message;

/**
 * Goes through the tags of a message, notes in an index where they are, and checks on request all
 * that is in them.
 *
 * <p>This is what reading by a view costs, so the loop takes a tag and what is behind it from one
 * read of eight bytes, as long as they are of the usual kind; all else goes the slow way.
 */
final class WireScanner {
    /** How deep messages and groups may be nested: protobuf's default. */
    static final int DEPTH_LIMIT = 100;

    /** The longest varint that surely lies in the eight bytes with its tag. */
    private static final int SHORT_VARINT = 6;

    private final WireReader in = new WireReader();
    private Message bytes;
    private boolean thorough;
    private int slowTag;
    private int slowValue;
    private int slowBody;
    private int groupEnd;

    /**
     * Begins with a slot.
     *
     * @param thorough whether to check strings, packed values and messages within as well
     */
    void start(Message slot, boolean thorough) {
        this.bytes = slot;
        this.thorough = thorough;
    }

    /** Scans a message or a part of it, and notes its fields in the index, if there is one. */
    void message(MessageType type, FieldIndex index, int from, int to, int depth) {
        fields(type, index, from, to, 0, depth);
    }

    /**
     * Goes through the content of a group, which begins at {@code from}.
     *
     * @return where its end tag begins
     */
    int endOfGroup(int number, int from, int to, int depth) {
        fields(null, null, from, to, number, depth);
        return groupEnd;
    }

    /**
     * Scans fields.
     *
     * @param type of the message, or null if it is unknown
     * @param group the number of the group that they are in; 0 if there is none, and they end with
     *     {@code end}
     * @return where the next field of the message around begins
     */
    private int fields(
            MessageType type, FieldIndex index, int from, int end, int group, int depth) {
        checkDepth(depth);
        int lastWord = bytes.length() - Long.BYTES;
        int at = from;
        while (at < end) {
            int tag = 0;
            int value = 0;
            int body = 0;
            int next = 0;
            if (at <= lastWord) {
                long word = WireReader.word(bytes, at);
                tag = (int) word & 0x7f;
                value = at + 1;
                if ((word & 0x80) != 0) {
                    word >>>= 8;
                    tag |= ((int) word & 0x7f) << 7;
                    value++;
                }
                if ((word & 0x80) == 0) {
                    word >>>= 8;
                    body = value;
                    switch (tag & 7) {
                        case VARINT:
                            int size = 1 + (Long.numberOfTrailingZeros(~word & CONTINUATIONS) >> 3);
                            next = size <= SHORT_VARINT ? value + size : 0;
                            break;
                        case FIXED64:
                            next = value + Long.BYTES;
                            break;
                        case LENGTH_DELIMITED:
                            int length = (int) word & 0x7f;
                            if ((word & 0x80) == 0) {
                                body = value + 1;
                                next = body + length;
                            } else if ((word & 0x8000) == 0) {
                                body = value + 2;
                                next = body + (length | (int) word >>> 1 & 0x3f80);
                            }
                            break;
                        case FIXED32:
                            next = value + Integer.BYTES;
                            break;
                        default:
                            break;
                    }
                }
            }
            if (next == 0 || next > end || tag < 1 << 3) {
                next = slowly(at, end);
                tag = slowTag;
                value = slowValue;
                body = slowBody;
            }
            FieldType field = type == null ? null : type.find(WireReader.number(tag));
            int wireType = tag & 7;
            boolean known = field != null && field.isReadFrom(wireType);
            if (index != null) {
                if (known) {
                    index.note(field, at, value, next);
                } else {
                    index.noteUnknown();
                }
            }
            if (wireType == START_GROUP) {
                boolean descend = known && thorough && !field.messageSet;
                MessageType groupType = descend ? field.messageType() : null;
                next = fields(groupType, null, value, end, WireReader.number(tag), depth + 1);
            } else if (wireType == END_GROUP) {
                if (group == 0 || tag != WireReader.endTag(group)) {
                    throw InvalidProtobufMessageException.invalidEndTag(at, tag);
                }
                groupEnd = at;
                return next;
            } else if (thorough && known && wireType == LENGTH_DELIMITED) {
                checkBody(field, body, next, depth);
            }
            at = next;
        }
        if (group != 0) {
            throw InvalidProtobufMessageException.missingEndTag(end, group);
        }
        return end;
    }

    /** Reads a tag and goes past its value, whatever they are; fails if they are malformed. */
    private int slowly(int at, int end) {
        in.start(bytes, at, end);
        slowTag = in.tag();
        slowValue = in.pos();
        slowBody = in.pos();
        if (WireReader.wireType(slowTag) == LENGTH_DELIMITED) {
            int length = in.length();
            slowBody = in.pos();
            return slowBody + length;
        }
        in.skip(slowTag);
        return in.pos();
    }

    private void checkBody(FieldType field, int from, int to, int depth) {
        if (field.message) {
            MessageType type = field.messageSet ? null : field.messageType();
            fields(type, null, from, to, 0, depth + 1);
        } else if (field.packable) {
            checkPacked(field.wireType, from, to);
        } else if (field.strictUtf8 && !Utf8.isValid(bytes, from, to)) {
            throw InvalidProtobufMessageException.invalidUtf8(field.toString(), from);
        }
    }

    private void checkPacked(int wireType, int from, int to) {
        if (wireType == VARINT) {
            in.start(bytes, from, to);
            while (in.hasMore()) {
                in.varint64();
            }
        } else {
            int size = wireType == FIXED32 ? Integer.BYTES : Long.BYTES;
            if ((to - from) % size != 0) {
                throw InvalidProtobufMessageException.truncated(from, size, to);
            }
        }
    }

    private static void checkDepth(int depth) {
        if (depth > DEPTH_LIMIT) {
            throw InvalidProtobufMessageException.tooDeep(DEPTH_LIMIT);
        }
    }
}
