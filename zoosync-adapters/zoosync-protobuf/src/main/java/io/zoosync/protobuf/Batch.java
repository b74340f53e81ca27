package io.zoosync.protobuf;

import io.zoosync.queue.Message;

/**
 * The messages in a slot, one behind the other, each behind its length as a varint: what protobuf's
 * {@code writeDelimitedTo} writes.
 */
final class Batch {
    private final WireReader in = new WireReader();
    private int offset;
    private int length;
    private int index;

    /** Begins with a slot. */
    void start(Message slot) {
        in.start(slot, 0, slot.length());
        index = -1;
    }

    /** Whether there is a message behind those passed; at first there must be one. */
    boolean hasMore() {
        return index < 0 || in.hasMore();
    }

    /**
     * Goes to the next message.
     *
     * @throws InvalidProtobufMessageException if there is none, or if it ends behind the slot
     */
    void next() {
        length = in.length();
        offset = in.pos();
        in.seek(offset + length);
        index++;
    }

    /** Where the message begins. */
    int offset() {
        return offset;
    }

    /** How long it is. */
    int length() {
        return length;
    }

    /** How many there are before it. */
    int index() {
        return index;
    }
}
