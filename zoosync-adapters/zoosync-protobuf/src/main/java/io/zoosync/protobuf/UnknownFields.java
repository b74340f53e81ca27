package io.zoosync.protobuf;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.zoosync.queue.Message;

/** Collects what a message holds beside the fields of its type. */
final class UnknownFields {
    private final UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder();
    private final WireReader in = new WireReader();
    private final Message bytes;
    private final TagCursor tags;

    private UnknownFields(Message bytes, TagCursor tags) {
        this.bytes = bytes;
        this.tags = tags;
    }

    /** Collects them from a cursor that stands before the first tag. */
    static UnknownFieldSet collect(MessageType type, Message bytes, TagCursor tags) {
        UnknownFields unknown = new UnknownFields(bytes, tags);
        while (tags.next()) {
            FieldType field = type.find(tags.number());
            if (field == null || !tags.isOf(field)) {
                unknown.add();
            } else if (field.closedEnum) {
                unknown.addEnums(field);
            }
        }
        return unknown.fields.build();
    }

    private void add() {
        byte[] copy = new byte[tags.end() - tags.tagStart()];
        bytes.get(tags.tagStart(), copy, 0, copy.length);
        try {
            fields.mergeFrom(copy);
        } catch (InvalidProtocolBufferException e) {
            throw InvalidProtobufMessageException.refusedByParser(e);
        }
    }

    /** A packed run has any number of values, one that is not packed has one. */
    private void addEnums(FieldType field) {
        in.start(bytes, tags.bodyStart(), tags.bodyEnd());
        while (in.hasMore()) {
            int value = in.varint32();
            if (!field.isKnownEnum(value)) {
                fields.mergeVarintField(field.number, value);
            }
        }
    }
}
