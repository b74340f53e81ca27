package io.zoosync.protobuf;

/** Goes from tag to tag through a message. */
final class TagCursor {
    private final WireReader in = new WireReader();
    private Slot slot;
    private Segments where;
    private int depth;
    private int segment;
    private int tag;
    private int tagStart;
    private int bodyStart;
    private int bodyEnd;

    /** Begins at the first tag of a message. */
    void start(Slot of, Segments bounds, int messageDepth) {
        slot = of;
        where = bounds;
        depth = messageDepth;
        enter(0);
    }

    /** Begins at a tag of a message. */
    void startAt(Slot of, Segments bounds, int messageDepth, int position) {
        start(of, bounds, messageDepth);
        enter(bounds.indexOf(position));
        in.seek(position);
    }

    private void enter(int index) {
        segment = index;
        boolean none = index >= where.count();
        in.start(slot.message(), none ? 0 : where.start(index), none ? 0 : where.end(index));
    }

    /** Goes past the next tag and its value; false if there is none. */
    boolean next() {
        while (!in.hasMore()) {
            if (segment + 1 >= where.count()) {
                return false;
            }
            enter(segment + 1);
        }
        tagStart = in.pos();
        tag = in.tag();
        bodyStart = in.pos();
        switch (wireType()) {
            case WireReader.LENGTH_DELIMITED -> {
                int length = in.length();
                bodyStart = in.pos();
                bodyEnd = bodyStart + length;
                in.seek(bodyEnd);
            }
            case WireReader.START_GROUP -> {
                bodyEnd = slot.endOfGroup(number(), bodyStart, where.end(segment), depth + 1);
                in.seek(bodyEnd);
                in.tag();
            }
            case WireReader.END_GROUP ->
                    throw InvalidProtobufMessageException.invalidEndTag(tagStart, tag);
            default -> {
                in.skip(tag);
                bodyEnd = in.pos();
            }
        }
        return true;
    }

    /** Whether the tag is one that values of a field are read from. */
    boolean isOf(FieldType field) {
        return number() == field.number && field.isReadFrom(wireType());
    }

    int number() {
        return WireReader.number(tag);
    }

    int wireType() {
        return WireReader.wireType(tag);
    }

    int tagStart() {
        return tagStart;
    }

    /** Where the value begins, behind its length if it has one. */
    int bodyStart() {
        return bodyStart;
    }

    /** Where the value ends; that of a group before its end tag. */
    int bodyEnd() {
        return bodyEnd;
    }

    /** Where the field ends, the end tag of a group included. */
    int end() {
        return in.pos();
    }
}
