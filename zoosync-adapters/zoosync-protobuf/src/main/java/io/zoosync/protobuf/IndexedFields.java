package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;

/**
 * The fields of a message at a place in a slot, or at several: {@link Segments}. What reads a field
 * is made when it is asked for, and used again for the next message.
 */
abstract class IndexedFields extends FieldAccess {
    final Slot slot;
    final FieldIndex index;
    final Segments where = new Segments();
    int depth;

    /** Whether this is the message of a field that is not set. */
    boolean absent;

    private final WireReader in = new WireReader();
    private final Object[] parts;
    private TagCursor tags;
    private long turn;

    /** Counts the messages turned to, so that parts know when theirs is another one. */
    private long version;

    /** The version of the view around, if this is the view of a field that is not repeated. */
    private long ownerVersion;

    IndexedFields(MessageType type, Slot slot) {
        super(type);
        this.slot = slot;
        this.index = new FieldIndex(type);
        this.parts = new Object[type.fields.length];
    }

    /** Turns to a message at a place in the slot. */
    final void open(int from, int to, int nesting) {
        where.clear();
        where.add(from, to);
        fill(nesting, false);
    }

    private void fill(int nesting, boolean missing) {
        turn = 0;
        ownerVersion = 0;
        version++;
        depth = nesting;
        absent = missing;
        index.fill(slot.message(), slot.scanner(false), where, depth);
        if (!absent) {
            index.checkRequired();
        }
        turn = slot.turn();
    }

    /** Turns to the messages in a field of another view. */
    private void openIn(IndexedFields owner, FieldType field) {
        int count = owner.index.count(field);
        where.clear();
        if (count == 1) {
            addOnly(owner, field);
        } else if (count > 1) {
            addAll(owner, field, count);
        }
        fill(owner.depth + 1, count == 0);
        ownerVersion = owner.version;
    }

    private void addOnly(IndexedFields owner, FieldType field) {
        int value = owner.index.last(field);
        int end = owner.where.end(owner.where.indexOf(value - 1));
        if (field.group) {
            where.add(value, slot.endOfGroup(field.number, value, end, owner.depth + 1));
        } else {
            in.start(slot.message(), value, end);
            int length = in.length();
            where.add(in.pos(), in.pos() + length);
        }
    }

    private void addAll(IndexedFields owner, FieldType field, int count) {
        TagCursor cursor = owner.tags();
        cursor.startAt(slot, owner.where, owner.depth, owner.index.first(field));
        for (int left = count; left > 0 && cursor.next(); ) {
            if (cursor.isOf(field)) {
                where.add(cursor.bodyStart(), cursor.bodyEnd());
                left--;
            }
        }
    }

    final TagCursor tags() {
        if (tags == null) {
            tags = new TagCursor();
        }
        return tags;
    }

    final void check() {
        slot.check(turn);
    }

    private static void require(boolean fits, FieldType field, String method) {
        if (!fits || field.repeated) {
            throw field.wrongUse(method);
        }
    }

    /** Whether this belongs to the view of another message. */
    final boolean isPart() {
        return depth > 0;
    }

    final boolean isOpenAt(int start) {
        return turn == slot.turn() && where.count() == 1 && where.start(0) == start;
    }

    final Segments segments() {
        return where;
    }

    /** The bits of a scalar, as {@link FieldType#defaultBits} has them. */
    final long bits(FieldType field) {
        check();
        if (index.count(field) == 0) {
            return field.defaultBits;
        }
        in.start(slot.message(), index.last(field), where.end());
        return field.readBits(in);
    }

    /** Where the text of a string key begins, and below how long it is. */
    final long locateText(FieldType field) {
        if (index.count(field) == 0) {
            return 0;
        }
        int length = startBytes(field);
        if (!Utf8.isValid(slot.message(), in.pos(), in.pos() + length)) {
            throw InvalidProtobufMessageException.invalidUtf8(field.toString(), in.pos());
        }
        return (long) in.pos() << Integer.SIZE | length;
    }

    /** Sets the reader before a string or bytes; returns how long they are. */
    private int startBytes(FieldType field) {
        in.start(slot.message(), index.last(field), where.end());
        return in.length();
    }

    @Override
    final boolean has(FieldType field) {
        require(true, field, "has");
        check();
        if (index.count(field) == 0 || field.presence) {
            return index.count(field) > 0;
        }
        return field.isBytes() ? startBytes(field) > 0 : bits(field) != field.defaultBits;
    }

    @Override
    final int readInt(FieldType field) {
        JavaType kind = field.javaType;
        require(kind == JavaType.INT || kind == JavaType.ENUM, field, "getInt");
        return (int) bits(field);
    }

    @Override
    final long readLong(FieldType field) {
        require(field.javaType == JavaType.LONG, field, "getLong");
        return bits(field);
    }

    @Override
    final float readFloat(FieldType field) {
        require(field.javaType == JavaType.FLOAT, field, "getFloat");
        return Float.intBitsToFloat((int) bits(field));
    }

    @Override
    final double readDouble(FieldType field) {
        require(field.javaType == JavaType.DOUBLE, field, "getDouble");
        return Double.longBitsToDouble(bits(field));
    }

    @Override
    final boolean readBool(FieldType field) {
        require(field.javaType == JavaType.BOOLEAN, field, "getBool");
        return bits(field) != 0;
    }

    @Override
    final EnumValueDescriptor readEnum(FieldType field) {
        require(field.javaType == JavaType.ENUM, field, "getEnum");
        return field.enumValue((int) bits(field));
    }

    @Override
    final String readString(FieldType field) {
        require(field.javaType == JavaType.STRING, field, "getString");
        check();
        if (index.count(field) == 0) {
            return field.defaultText;
        }
        int length = startBytes(field);
        return slot.decode(in.pos(), length, field.strictName);
    }

    @Override
    final BytesView readBytes(FieldType field) {
        require(field.isBytes(), field, "bytes");
        check();
        BytesView bytes = (BytesView) parts[field.index];
        if (bytes == null) {
            bytes = new BytesView(slot);
            parts[field.index] = bytes;
        }
        if (index.count(field) == 0) {
            return bytes.show(turn, field.defaultBytes);
        }
        int length = startBytes(field);
        return bytes.show(turn, in.pos(), length);
    }

    @Override
    final MessageView readMessage(FieldType field) {
        require(field.message, field, "message");
        check();
        MessageView message = (MessageView) parts[field.index];
        if (message == null) {
            message = new MessageView(field.messageType(), slot);
            parts[field.index] = message;
        }
        IndexedFields part = message;
        if (part.ownerVersion != version) {
            part.openIn(this, field);
        }
        return message;
    }

    @Override
    final RepeatedView readRepeated(FieldType field) {
        if (!field.repeated || field.map) {
            throw field.wrongUse("repeated");
        }
        check();
        RepeatedView elements = (RepeatedView) parts[field.index];
        if (elements == null) {
            elements = new RepeatedView(field, slot);
            parts[field.index] = elements;
        }
        elements.open(version, where, index, depth);
        return elements;
    }

    @Override
    final MapView readMap(FieldType field) {
        if (!field.map) {
            throw field.wrongUse("map");
        }
        check();
        MapView entries = (MapView) parts[field.index];
        if (entries == null) {
            entries = new MapView(field, slot);
            parts[field.index] = entries;
        }
        entries.open(version, where, index, depth);
        return entries;
    }

    final void checkInitialized() {
        index.checkRequired();
        for (FieldType field : type.fields) {
            if (!field.message || field.messageSet || !field.messageType().mayLackFields) {
                continue;
            }
            if (field.map) {
                for (MapView entries = readMap(field); entries.next(); ) {
                    entries.entry().checkInitialized();
                }
            } else if (field.repeated) {
                for (RepeatedView elements = readRepeated(field); elements.next(); ) {
                    elements.message().checkInitialized();
                }
            } else if (index.count(field) > 0 || type.mapEntry) {
                readMessage(field).checkInitialized();
            }
        }
    }
}
