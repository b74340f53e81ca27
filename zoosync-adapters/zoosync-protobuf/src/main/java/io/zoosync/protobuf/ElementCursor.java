package io.zoosync.protobuf;

/** Goes through the elements of a repeated field, packed or not or partly so. */
final class ElementCursor {
    private final FieldType field;
    private final TagCursor tags = new TagCursor();
    private final WireReader in = new WireReader();
    private Slot slot;
    private int lastTag;
    private boolean moreTags;
    private int runPos;
    private int runEnd;
    private int start;
    private int end;
    private long bits;

    ElementCursor(FieldType field) {
        this.field = field;
    }

    FieldType field() {
        return field;
    }

    /** Begins before the first element in a message. */
    void start(Slot of, Segments where, FieldIndex index, int depth) {
        slot = of;
        runPos = 0;
        runEnd = 0;
        moreTags = index.count(field) > 0;
        if (moreTags) {
            lastTag = index.last(field);
            tags.startAt(of, where, depth, index.first(field));
        }
    }

    /** Goes to the next element; false if there is none. */
    boolean next() {
        while (runPos < runEnd || nextRun()) {
            start = runPos;
            end = runEnd;
            if (field.wireType == WireReader.LENGTH_DELIMITED || field.group) {
                runPos = runEnd = 0;
                return true;
            }
            in.start(slot.message(), runPos, runEnd);
            bits = field.readBits(in);
            runPos = in.pos();
            if (!field.closedEnum || field.isKnownEnum((int) bits)) {
                return true;
            }
        }
        return false;
    }

    /** Goes to the next tag of the field that has values. */
    private boolean nextRun() {
        while (moreTags && tags.next()) {
            moreTags = tags.tagStart() < lastTag;
            if (tags.isOf(field)) {
                runPos = tags.bodyStart();
                runEnd = tags.bodyEnd();
                if (runPos < runEnd || !isPacked()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isPacked() {
        return field.packable && tags.wireType() == WireReader.LENGTH_DELIMITED;
    }

    /** Where the element begins; that of a message or a string behind its length. */
    int start() {
        return start;
    }

    /** Where the message or the string ends. */
    int end() {
        return end;
    }

    /** The scalar, as {@link FieldType#readBits} gives it. */
    long bits() {
        return bits;
    }
}
