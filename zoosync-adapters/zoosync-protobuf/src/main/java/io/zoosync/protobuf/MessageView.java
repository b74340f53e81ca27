package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UninitializedMessageException;
import com.google.protobuf.UnknownFieldSet;
import io.zoosync.queue.Message;
import java.util.Objects;

/**
 * A protobuf message read where it lies, in a queue's slot, without parsing it.
 *
 * <pre>{@code
 * MessageView order = MessageView.of(Order.getDescriptor()); // once, and used again and again
 * try (View slot = queue.recvView()) {
 *     order.wrap(slot);
 *     handle(order.getLong(Order.ID_FIELD_NUMBER), order.getDouble("price"));
 *     slot.commit();
 * }
 * }</pre>
 *
 * <p>{@link #wrap} goes once through the tags of the message, past all that is in them; strings are
 * decoded and messages within are looked at when they are asked for. Nothing is allocated for a
 * further message but what a method says it makes.
 *
 * <p><b>Meaning.</b> Fields read as a parsed message has them: the last value of a field counts,
 * the messages of a field that is not repeated are merged, the last member of a oneof is the one
 * that is set, values of unknown wire types and unknown values of closed enums are unknown fields.
 *
 * <p><b>Malformed messages</b> are refused as protobuf's parser does, with {@link
 * InvalidProtobufMessageException}: by {@link #wrap} as far as it looks, within by the methods that
 * come to it, or all at once by {@link #validate}. Whatever the bytes, and whoever changes them
 * meanwhile, nothing outside of the slot is read.
 *
 * <p><b>Validity.</b> A view and all that it gave are valid as long as the message in the queue is,
 * and until the view is wrapped around another one. Afterwards their methods throw {@link
 * IllegalStateException}. {@link #toMessage} makes what can be kept. For one thread at a time.
 */
public sealed class MessageView extends IndexedFields permits ReceivedView {
    MessageView(MessageType type, Slot slot) {
        super(type, slot);
    }

    /** A view of messages of a type; {@link #toMessage} makes a {@link DynamicMessage} of them. */
    public static MessageView of(Descriptor type) {
        return of(DynamicMessage.getDefaultInstance(type));
    }

    /** As {@link #of(Descriptor)}, which knows the extensions in a registry. */
    public static MessageView of(Descriptor type, ExtensionRegistry extensions) {
        return of(DynamicMessage.getDefaultInstance(type), extensions);
    }

    /** A view of messages of a generated class, given by its default instance. */
    public static MessageView of(com.google.protobuf.Message prototype) {
        return of(prototype, ExtensionRegistry.getEmptyRegistry());
    }

    /**
     * As {@link #of(com.google.protobuf.Message)}, which knows the extensions in a registry.
     *
     * @throws UnsupportedOperationException for a message set
     */
    public static MessageView of(
            com.google.protobuf.Message prototype, ExtensionRegistry extensions) {
        return new MessageView(typeOf(prototype, extensions), new Slot());
    }

    static MessageType typeOf(com.google.protobuf.Message prototype, ExtensionRegistry extensions) {
        return new MessageTypes(extensions).of(prototype.getDescriptorForType(), prototype);
    }

    /**
     * Turns to a message in a queue, which it fills. The view belongs to no message before.
     *
     * @return this
     * @throws InvalidProtobufMessageException if it is malformed, as far as the tags of the message
     *     itself tell, or if it lacks a required field
     * @throws IllegalStateException if the message has ended, or if this is no view of its own but
     *     that of a field
     */
    public MessageView wrap(Message message) {
        return wrap(message, 0, message.length());
    }

    /**
     * As {@link #wrap(Message)}, for a message that is a part of one in a queue.
     *
     * @throws IndexOutOfBoundsException if {@code offset} and {@code length} are not within it
     */
    public MessageView wrap(Message message, int offset, int length) {
        wrap(message, offset, length, 0);
        return this;
    }

    final void wrap(Message message, int offset, int length, int indexInBatch) {
        Objects.checkFromIndexSize(offset, length, message.length());
        if (isPart()) {
            throw new IllegalStateException("a view of a field cannot be wrapped around a message");
        }
        message.address(); // which throws if the message has ended
        slot.turnTo(message, indexInBatch);
        open(offset, offset + length, 0);
    }

    /** Leaves the message: what was read from it becomes stale. */
    final void leave() {
        slot.leave();
    }

    /** The type of the message. */
    public Descriptor descriptor() {
        return type.descriptor;
    }

    /** The id of the message in the queue: see {@link Message#id()}. */
    public long id() {
        check();
        return slot.message().id();
    }

    /** The place, from 0 on, of this message among those that were sent with it in one batch. */
    public int indexInBatch() {
        check();
        return slot.batchIndex();
    }

    /** How often the message was handed out: see {@link Message#deliveries()}. */
    public int deliveries() {
        check();
        return slot.message().deliveries();
    }

    /** Whether the message may have been handed out before. */
    public boolean redelivered() {
        return deliveries() > 1;
    }

    /**
     * The member of a oneof that is set, or null. A field that is {@code optional} in proto3 counts
     * as the only member of one.
     *
     * @throws IllegalArgumentException if the oneof is not one of this message's type
     */
    public FieldDescriptor oneofCase(OneofDescriptor oneof) {
        if (oneof.getContainingType() != type.descriptor) {
            throw new IllegalArgumentException(
                    "oneof " + oneof.getFullName() + " is not one of " + type);
        }
        check();
        FieldType field = index.oneofCase(oneof.getIndex());
        return field == null ? null : field.descriptor;
    }

    /** As {@link #oneofCase(OneofDescriptor)}. */
    public FieldDescriptor oneofCase(String name) {
        return oneofCase(type.oneof(name));
    }

    /**
     * The unknown fields: those that the type has not, and values of a wire type or of a closed
     * enum that their field has not. Makes a copy of them.
     */
    public UnknownFieldSet unknownFields() {
        check();
        TagCursor tags = tags();
        tags.start(slot, where, depth);
        return UnknownFields.collect(type, slot.message(), tags);
    }

    /**
     * Checks all of the message, and all that is in it, as protobuf's parser does. Sets the cursors
     * of this view's fields back.
     *
     * @return this
     * @throws InvalidProtobufMessageException if anything is malformed or lacks a required field
     */
    public MessageView validate() {
        check();
        WireScanner scanner = slot.scanner(true);
        for (int i = 0; i < where.count(); i++) {
            scanner.message(type, null, where.start(i), where.end(i), depth);
        }
        if (type.mayLackFields && !absent) {
            checkInitialized();
        }
        return this;
    }

    /**
     * Parses the message, to keep it: as the class that the view was made for, or as what fields of
     * that class hold; else as a {@link DynamicMessage}. Of a field that is not set, the default
     * instance.
     *
     * @throws InvalidProtobufMessageException if it is malformed
     */
    public com.google.protobuf.Message toMessage() {
        return toMessage(type.prototype.getParserForType());
    }

    /** As {@link #toMessage()}, with the parser of a class. */
    public <T extends MessageLite> T toMessage(Parser<T> parser) {
        check();
        byte[] copy = where.toByteArray(slot.message());
        ExtensionRegistry extensions = type.types.registry();
        try {
            return absent
                    ? parser.parsePartialFrom(copy, extensions)
                    : parser.parseFrom(copy, extensions);
        } catch (InvalidProtocolBufferException | UninitializedMessageException e) {
            throw InvalidProtobufMessageException.refusedByParser(e);
        }
    }

    @Override
    public String toString() {
        return "MessageView[" + type + "]";
    }
}
