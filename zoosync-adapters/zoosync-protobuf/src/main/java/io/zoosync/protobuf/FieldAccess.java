package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

/**
 * The fields of a message, by number (the fastest), by descriptor or by name.
 *
 * <p>What is not set has its default value. Every method throws {@link IllegalArgumentException} if
 * there is no such field or if it is of another type, {@link IllegalStateException} if the message
 * has ended, and {@link InvalidProtobufMessageException} if what it reads is malformed.
 */
abstract class FieldAccess {
    final MessageType type;

    FieldAccess(MessageType type) {
        this.type = type;
    }

    abstract boolean has(FieldType field);

    abstract int readInt(FieldType field);

    abstract long readLong(FieldType field);

    abstract float readFloat(FieldType field);

    abstract double readDouble(FieldType field);

    abstract boolean readBool(FieldType field);

    abstract EnumValueDescriptor readEnum(FieldType field);

    abstract String readString(FieldType field);

    abstract BytesView readBytes(FieldType field);

    abstract MessageView readMessage(FieldType field);

    abstract RepeatedView readRepeated(FieldType field);

    abstract MapView readMap(FieldType field);

    /** Whether a field is set. A repeated field has a size instead: see {@link #repeated(int)}. */
    public final boolean has(int number) {
        return has(type.field(number));
    }

    /** As {@link #has(int)}. */
    public final boolean has(FieldDescriptor field) {
        return has(type.field(field));
    }

    /** As {@link #has(int)}. */
    public final boolean has(String name) {
        return has(type.field(name));
    }

    /**
     * The value of a field of 32 bits: int32, uint32, sint32, fixed32, sfixed32; or the number of
     * an enum's value. Unsigned ones may come out negative, as in generated classes.
     */
    public final int getInt(int number) {
        return readInt(type.field(number));
    }

    /** As {@link #getInt(int)}. */
    public final int getInt(FieldDescriptor field) {
        return readInt(type.field(field));
    }

    /** As {@link #getInt(int)}. */
    public final int getInt(String name) {
        return readInt(type.field(name));
    }

    /** The value of a field of 64 bits: int64, uint64, sint64, fixed64, sfixed64. */
    public final long getLong(int number) {
        return readLong(type.field(number));
    }

    /** As {@link #getLong(int)}. */
    public final long getLong(FieldDescriptor field) {
        return readLong(type.field(field));
    }

    /** As {@link #getLong(int)}. */
    public final long getLong(String name) {
        return readLong(type.field(name));
    }

    /** The value of a float field. */
    public final float getFloat(int number) {
        return readFloat(type.field(number));
    }

    /** As {@link #getFloat(int)}. */
    public final float getFloat(FieldDescriptor field) {
        return readFloat(type.field(field));
    }

    /** As {@link #getFloat(int)}. */
    public final float getFloat(String name) {
        return readFloat(type.field(name));
    }

    /** The value of a double field. */
    public final double getDouble(int number) {
        return readDouble(type.field(number));
    }

    /** As {@link #getDouble(int)}. */
    public final double getDouble(FieldDescriptor field) {
        return readDouble(type.field(field));
    }

    /** As {@link #getDouble(int)}. */
    public final double getDouble(String name) {
        return readDouble(type.field(name));
    }

    /** The value of a bool field. */
    public final boolean getBool(int number) {
        return readBool(type.field(number));
    }

    /** As {@link #getBool(int)}. */
    public final boolean getBool(FieldDescriptor field) {
        return readBool(type.field(field));
    }

    /** As {@link #getBool(int)}. */
    public final boolean getBool(String name) {
        return readBool(type.field(name));
    }

    /**
     * The value of an enum field. One that an open enum does not know gets a descriptor of its own.
     */
    public final EnumValueDescriptor getEnum(int number) {
        return readEnum(type.field(number));
    }

    /** As {@link #getEnum(int)}. */
    public final EnumValueDescriptor getEnum(FieldDescriptor field) {
        return readEnum(type.field(field));
    }

    /** As {@link #getEnum(int)}. */
    public final EnumValueDescriptor getEnum(String name) {
        return readEnum(type.field(name));
    }

    /**
     * The value of a string field, decoded at each call; {@link #bytes(int)} compares without that.
     */
    public final String getString(int number) {
        return readString(type.field(number));
    }

    /** As {@link #getString(int)}. */
    public final String getString(FieldDescriptor field) {
        return readString(type.field(field));
    }

    /** As {@link #getString(int)}. */
    public final String getString(String name) {
        return readString(type.field(name));
    }

    /**
     * The bytes of a bytes or string field, where they lie. The same object each time for one
     * field.
     */
    public final BytesView bytes(int number) {
        return readBytes(type.field(number));
    }

    /** As {@link #bytes(int)}. */
    public final BytesView bytes(FieldDescriptor field) {
        return readBytes(type.field(field));
    }

    /** As {@link #bytes(int)}. */
    public final BytesView bytes(String name) {
        return readBytes(type.field(name));
    }

    /**
     * The message in a field, where it lies; an empty one if it is not set. The same object each
     * time for one field.
     */
    public final MessageView message(int number) {
        return readMessage(type.field(number));
    }

    /** As {@link #message(int)}. */
    public final MessageView message(FieldDescriptor field) {
        return readMessage(type.field(field));
    }

    /** As {@link #message(int)}. */
    public final MessageView message(String name) {
        return readMessage(type.field(name));
    }

    /**
     * The elements of a repeated field, where they lie; the cursor stands before the first. The
     * same object each time for one field.
     */
    public final RepeatedView repeated(int number) {
        return readRepeated(type.field(number));
    }

    /** As {@link #repeated(int)}. */
    public final RepeatedView repeated(FieldDescriptor field) {
        return readRepeated(type.field(field));
    }

    /** As {@link #repeated(int)}. */
    public final RepeatedView repeated(String name) {
        return readRepeated(type.field(name));
    }

    /**
     * The entries of a map field, where they lie; the cursor stands before the first. The same
     * object each time for one field.
     */
    public final MapView map(int number) {
        return readMap(type.field(number));
    }

    /** As {@link #map(int)}. */
    public final MapView map(FieldDescriptor field) {
        return readMap(type.field(field));
    }

    /** As {@link #map(int)}. */
    public final MapView map(String name) {
        return readMap(type.field(name));
    }
}
