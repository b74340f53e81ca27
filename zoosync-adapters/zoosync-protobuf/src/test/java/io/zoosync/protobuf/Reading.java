package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;

/** Reads all that a view shows, whatever it is. */
final class Reading {
    private Reading() {}

    /** Returns a checksum of what was read. */
    static long readAll(MessageView view) {
        long sum = view.unknownFields().hashCode();
        for (FieldDescriptor field : Schemas.fieldsOf(view.descriptor())) {
            if (field.isMapField()) {
                for (MapView entries = view.map(field); entries.next(); ) {
                    sum += readAll(entries.entry());
                }
            } else if (field.isRepeated()) {
                sum += readList(field, view.repeated(field));
            } else if (view.has(field) && isViewable(field)) {
                sum += readSingle(field, view);
            }
        }
        return sum;
    }

    static boolean isViewable(FieldDescriptor field) {
        return field.getJavaType() != JavaType.MESSAGE
                || !field.getMessageType().getOptions().getMessageSetWireFormat();
    }

    private static long readSingle(FieldDescriptor field, MessageView view) {
        return switch (field.getJavaType()) {
            case INT, ENUM -> view.getInt(field);
            case LONG -> view.getLong(field);
            case FLOAT -> (long) view.getFloat(field);
            case DOUBLE -> (long) view.getDouble(field);
            case BOOLEAN -> view.getBool(field) ? 1 : 0;
            case STRING -> view.getString(field).hashCode();
            case BYTE_STRING -> view.bytes(field).toByteString().hashCode();
            case MESSAGE -> readAll(view.message(field));
        };
    }

    private static long readList(FieldDescriptor field, RepeatedView elements) {
        long sum = elements.size();
        while (elements.next()) {
            sum +=
                    switch (field.getJavaType()) {
                        case INT, ENUM -> elements.getInt();
                        case LONG -> elements.getLong();
                        case FLOAT -> (long) elements.getFloat();
                        case DOUBLE -> (long) elements.getDouble();
                        case BOOLEAN -> elements.getBool() ? 1 : 0;
                        case STRING -> elements.getString().hashCode();
                        case BYTE_STRING -> elements.bytes().toByteString().hashCode();
                        case MESSAGE -> readAll(elements.message());
                    };
        }
        return sum;
    }
}
