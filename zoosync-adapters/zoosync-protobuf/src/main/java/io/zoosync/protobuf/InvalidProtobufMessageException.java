package io.zoosync.protobuf;

/**
 * Bytes were met that are no message of the type they are read as: a stranger wrote to the queue,
 * or its memory was damaged, or the sender's type is another one. What protobuf's own parser
 * refuses is refused here, for the same reasons. Nothing outside of the message was read.
 *
 * <p>Thrown by the receiving methods of {@link ProtobufConsumer}, it means that the message was
 * taken off the queue and dropped, so the next call receives the next one. Thrown by a view that
 * reads lazily, it concerns what was read.
 */
public final class InvalidProtobufMessageException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidProtobufMessageException(String message) {
        super(message);
    }

    InvalidProtobufMessageException(String message, Throwable cause) {
        super(message, cause);
    }

    static InvalidProtobufMessageException truncated(int at, long size, int end) {
        return new InvalidProtobufMessageException(
                "the message is truncated: " + size + " bytes at " + at + " end behind " + end);
    }

    static InvalidProtobufMessageException negativeSize(int at, int size) {
        return new InvalidProtobufMessageException("a size is negative: " + size + " at " + at);
    }

    static InvalidProtobufMessageException malformedVarint(int at) {
        return new InvalidProtobufMessageException("a varint is longer than 10 bytes, at " + at);
    }

    static InvalidProtobufMessageException invalidTag(int at, int tag) {
        return new InvalidProtobufMessageException(
                "a tag has no field number: " + Integer.toUnsignedString(tag) + " at " + at);
    }

    static InvalidProtobufMessageException invalidWireType(int at, int tag) {
        return new InvalidProtobufMessageException(
                "a tag has no wire type: " + Integer.toUnsignedString(tag) + " at " + at);
    }

    static InvalidProtobufMessageException invalidEndTag(int at, int tag) {
        return new InvalidProtobufMessageException(
                "an end-group tag matches no group: field " + (tag >>> 3) + " at " + at);
    }

    static InvalidProtobufMessageException missingEndTag(int at, int number) {
        return new InvalidProtobufMessageException(
                "group " + number + " does not end before the message does, at " + at);
    }

    static InvalidProtobufMessageException tooDeep(int limit) {
        return new InvalidProtobufMessageException(
                "messages and groups are nested deeper than " + limit);
    }

    static InvalidProtobufMessageException invalidUtf8(String field, int at) {
        return new InvalidProtobufMessageException(
                "string " + field + " is no valid UTF-8, at " + at);
    }

    static InvalidProtobufMessageException missing(String type, Iterable<String> fields) {
        return new InvalidProtobufMessageException(
                "a message " + type + " lacks required fields: " + String.join(", ", fields));
    }

    static InvalidProtobufMessageException refusedByParser(Exception cause) {
        return new InvalidProtobufMessageException(cause.getMessage(), cause);
    }
}
