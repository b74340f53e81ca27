package io.zoosync.protobuf;

import io.zoosync.queue.Message;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where the fields of one message lie, found in one pass over its tags. One such pass is needed
 * before any field can be read, as the last occurrence of a field is the one that counts.
 *
 * <p>Positions are those in the slot. A member of a oneof is forgotten when another one comes.
 */
final class FieldIndex {
    private final MessageType type;
    private final int[] counts;
    private final int[] first;
    private final int[] last;
    private final FieldType[] cases;
    private final WireReader in = new WireReader();
    private Message bytes;
    private int unknown;

    FieldIndex(MessageType type) {
        this.type = type;
        this.counts = new int[type.fields.length];
        this.first = new int[type.fields.length];
        this.last = new int[type.fields.length];
        this.cases = new FieldType[type.oneofs];
    }

    /** How many tags of a field there are that count. */
    int count(FieldType field) {
        return counts[field.index];
    }

    /** The position of the first tag that counts. */
    int first(FieldType field) {
        return first[field.index];
    }

    /** The position of the last value; of a repeated field, of the last tag. */
    int last(FieldType field) {
        return last[field.index];
    }

    /** The member of a oneof that is set, or null. */
    FieldType oneofCase(int oneof) {
        return cases[oneof];
    }

    /** How many tags are unknown, or have the wrong wire type or an unknown value of an enum. */
    int unknown() {
        return unknown;
    }

    /**
     * Looks at all tags of a message.
     *
     * @param depth how deep it is nested in others
     */
    void fill(Message slot, WireScanner scanner, Segments where, int depth) {
        Arrays.fill(counts, 0);
        Arrays.fill(cases, null);
        unknown = 0;
        bytes = slot;
        for (int i = 0; i < where.count(); i++) {
            scanner.message(type, this, where.start(i), where.end(i), depth);
        }
    }

    /** Checks that no required field is missing. */
    void checkRequired() {
        for (FieldType field : type.required) {
            if (counts[field.index] == 0) {
                throw InvalidProtobufMessageException.missing(type.toString(), missing());
            }
        }
    }

    /** Notes a tag and its value, which ends before {@code end}. */
    void note(FieldType field, int tag, int value, int end) {
        int index = field.index;
        if (!field.repeated) {
            if (field.closedEnum && !isKnown(field, value, end)) {
                unknown++;
                return;
            }
            if (field.oneof >= 0) {
                choose(field);
            }
        }
        if (counts[index]++ == 0) {
            first[index] = tag;
        }
        last[index] = field.repeated ? tag : value;
    }

    void noteUnknown() {
        unknown++;
    }

    private boolean isKnown(FieldType field, int value, int end) {
        in.start(bytes, value, end);
        return field.isKnownEnum(in.varint32());
    }

    private void choose(FieldType field) {
        FieldType before = cases[field.oneof];
        if (before != null && before != field) {
            counts[before.index] = 0;
        }
        cases[field.oneof] = field;
    }

    private List<String> missing() {
        List<String> names = new ArrayList<>();
        for (FieldType field : type.required) {
            if (counts[field.index] == 0) {
                names.add(field.descriptor.getName());
            }
        }
        return names;
    }
}
