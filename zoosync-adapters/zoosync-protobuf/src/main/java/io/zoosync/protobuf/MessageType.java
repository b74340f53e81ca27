package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fields of a message type, known extensions included, found by number, name or descriptor. */
final class MessageType {
    /** Numbers below it are looked up in a table. */
    private static final int TABLE_LIMIT = 1024;

    final Descriptor descriptor;
    final MessageTypes types;

    /** The default instance of the class that messages of this type are parsed as. */
    final Message prototype;

    final FieldType[] fields;
    final int oneofs;

    /** Whether a message of this type, or one in it, can lack required fields. */
    final boolean mayLackFields;

    /** Whether these are entries of a map. */
    final boolean mapEntry;

    /** The fields that every message of this type must have. */
    final FieldType[] required;

    private final FieldType[] table;
    private final FieldType[] beyond;
    private final Map<String, FieldType> byName = new HashMap<>();
    private final Map<String, OneofDescriptor> oneofsByName = new HashMap<>();

    MessageType(Descriptor descriptor, Message prototype, MessageTypes types) {
        if (descriptor.getOptions().getMessageSetWireFormat()) {
            throw new UnsupportedOperationException(
                    "message sets cannot be viewed, parse it: " + descriptor.getFullName());
        }
        this.descriptor = descriptor;
        this.prototype = prototype;
        this.types = types;
        this.oneofs = descriptor.getOneofs().size();
        this.mapEntry = descriptor.getOptions().getMapEntry();
        this.mayLackFields = types.mayLackFields(descriptor);
        descriptor.getOneofs().forEach(oneof -> oneofsByName.put(oneof.getName(), oneof));
        List<FieldDescriptor> descriptors = types.fieldsOf(descriptor);
        fields = new FieldType[descriptors.size()];
        for (int i = 0; i < fields.length; i++) {
            FieldType field = new FieldType(descriptors.get(i), i, this);
            fields[i] = field;
            byName.put(field.descriptor.getFullName(), field);
            if (!field.descriptor.isExtension()) {
                byName.put(field.descriptor.getName(), field);
            }
        }
        required =
                Arrays.stream(fields)
                        .filter(field -> field.descriptor.isRequired())
                        .toArray(FieldType[]::new);
        int highest =
                Arrays.stream(fields)
                        .mapToInt(field -> field.number)
                        .filter(number -> number < TABLE_LIMIT)
                        .max()
                        .orElse(0);
        table = new FieldType[highest + 1];
        beyond =
                Arrays.stream(fields)
                        .filter(field -> field.number >= TABLE_LIMIT)
                        .sorted(Comparator.comparingInt(field -> field.number))
                        .toArray(FieldType[]::new);
        for (FieldType field : fields) {
            if (field.number < TABLE_LIMIT) {
                table[field.number] = field;
            }
        }
    }

    /** The default instance of the class that the messages in a field are parsed as. */
    Message prototypeFor(FieldDescriptor field) {
        return field.isExtension()
                ? types.registry()
                        .findImmutableExtensionByNumber(descriptor, field.getNumber())
                        .defaultInstance
                : prototype
                        .newBuilderForType()
                        .newBuilderForField(field)
                        .getDefaultInstanceForType();
    }

    /** The field of a number, or null. */
    FieldType find(int number) {
        if (number >= 0 && number < table.length) {
            return table[number];
        }
        return beyond.length == 0 ? null : findBeyond(number);
    }

    private FieldType findBeyond(int number) {
        int low = 0;
        int high = beyond.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            FieldType field = beyond[middle];
            if (field.number == number) {
                return field;
            } else if (field.number < number) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /** The field of a number. */
    FieldType field(int number) {
        FieldType field = find(number);
        if (field == null) {
            throw new IllegalArgumentException(
                    descriptor.getFullName() + " has no field of the number " + number);
        }
        return field;
    }

    /** The field of a name; an extension goes by its full name. */
    FieldType field(String name) {
        FieldType field = byName.get(name);
        if (field == null) {
            throw new IllegalArgumentException(
                    descriptor.getFullName() + " has no field of the name '" + name + "'");
        }
        return field;
    }

    /** The oneof of a name. */
    OneofDescriptor oneof(String name) {
        OneofDescriptor oneof = oneofsByName.get(name);
        if (oneof == null) {
            throw new IllegalArgumentException(
                    descriptor.getFullName() + " has no oneof of the name '" + name + "'");
        }
        return oneof;
    }

    /** The field of a descriptor. */
    FieldType field(FieldDescriptor wanted) {
        FieldType field = find(wanted.getNumber());
        if (field == null || field.descriptor != wanted) {
            throw new IllegalArgumentException(
                    wanted.getFullName()
                            + " is neither a field of "
                            + descriptor.getFullName()
                            + " nor an extension that this view knows");
        }
        return field;
    }

    @Override
    public String toString() {
        return descriptor.getFullName();
    }
}
