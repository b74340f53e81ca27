package io.zoosync.protobuf;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UninitializedMessageException;
import com.google.protobuf.UnsafeByteOperations;
import io.zoosync.queue.Message;
import java.io.IOException;

/**
 * Parses messages in slots. Protobuf parses arrays only, so the bytes are copied once.
 *
 * <p>A short message is copied to an array that is used again, from which the parser copies what it
 * keeps. A longer one is copied to an array of its own, into which the message's byte strings then
 * point: one copy less, and it stays as long as any of them does.
 */
final class MessageParser<T extends MessageLite> {
    /** From here on a fresh array was measured to be faster, where there are byte strings. */
    private static final int LONG_BYTES = 1024;

    private final Parser<T> parser;
    private final ExtensionRegistry extensions;
    private final byte[] scratch = new byte[LONG_BYTES];

    MessageParser(Parser<T> parser, ExtensionRegistry extensions) {
        this.parser = parser;
        this.extensions = extensions;
    }

    /**
     * Parses the message at a place in a slot.
     *
     * @throws InvalidProtobufMessageException if it is malformed
     */
    T parse(Message slot, int offset, int length) {
        try {
            if (length < LONG_BYTES) {
                slot.get(offset, scratch, 0, length);
                return parser.parseFrom(scratch, 0, length, extensions);
            }
            byte[] copy = new byte[length];
            slot.get(offset, copy, 0, length);
            CodedInputStream in = UnsafeByteOperations.unsafeWrap(copy).newCodedInput();
            in.enableAliasing(true);
            T message = parser.parseFrom(in, extensions);
            in.checkLastTagWas(0);
            return message;
        } catch (IOException | UninitializedMessageException e) {
            throw InvalidProtobufMessageException.refusedByParser(e);
        }
    }
}
