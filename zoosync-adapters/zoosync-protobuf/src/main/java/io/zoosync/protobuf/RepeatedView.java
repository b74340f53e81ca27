package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.util.Arrays;
import java.util.Objects;

/**
 * The elements of a repeated field, where they lie in the queue's slot; packed or not makes no
 * difference.
 *
 * <pre>{@code
 * RepeatedView prices = view.repeated("price");
 * while (prices.next()) {
 *     sum += prices.getDouble();
 * }
 * }</pre>
 *
 * <p>The cursor is the fast way. Access by index notes at the first time where all elements are,
 * unless they have a fixed size and lie packed in one run. Both can be used side by side.
 *
 * <p>It is reused: {@link MessageView#repeated} gives the same object each time for one field, with
 * the cursor set back. {@link #message()} and {@link #bytes()} give the same objects for all
 * elements. It is valid as long as the message is; afterwards its methods throw {@link
 * IllegalStateException}. A method that does not fit the field's type throws {@link
 * IllegalArgumentException}. For one thread at a time.
 */
public final class RepeatedView {
    /** How elements are found by their indices. */
    private enum Access {
        /** Not known yet. */
        UNKNOWN,
        /** All lie in one run, and have a fixed size. */
        COMPUTED,
        /** Their positions were noted. */
        NOTED
    }

    private final FieldType field;
    private final Slot slot;
    private final ElementCursor cursor;
    private final WireReader in = new WireReader();
    private ElementCursor counter;
    private MessageView element;
    private BytesView bytes;
    private Segments where;
    private FieldIndex index;
    private int depth;
    private long turn;
    private long version;
    private int size;
    private Access access;
    private int[] starts = new int[1];
    private int[] ends = new int[1];
    private boolean onElement;
    private int elementStart;

    RepeatedView(FieldType field, Slot slot) {
        this.field = field;
        this.slot = slot;
        this.cursor = new ElementCursor(field);
    }

    /** Turns to the field of a message, of which it is the given version. */
    void open(long ofVersion, Segments bounds, FieldIndex fields, int messageDepth) {
        if (version != ofVersion) {
            version = ofVersion;
            turn = slot.turn();
            where = bounds;
            index = fields;
            depth = messageDepth;
            size = -1;
            access = Access.UNKNOWN;
            elementStart = -1;
        }
        rewind();
    }

    /** Sets the cursor before the first element. */
    public void reset() {
        slot.check(turn);
        rewind();
    }

    private void rewind() {
        onElement = false;
        cursor.start(slot, where, index, depth);
    }

    /** Goes to the next element; false if there is none. */
    public boolean next() {
        slot.check(turn);
        onElement = false;
        onElement = cursor.next();
        return onElement;
    }

    /** How many elements there are. Those of packed varints are counted at the first call. */
    public int size() {
        slot.check(turn);
        if (size < 0) {
            size = field.packable ? count() : index.count(field);
        }
        return size;
    }

    private int count() {
        if (isOneFixedRun()) {
            access = Access.COMPUTED;
            return (ends[0] - starts[0]) / elementSize();
        }
        ElementCursor all = counter();
        int count = 0;
        while (all.next()) {
            count++;
        }
        return count;
    }

    private ElementCursor counter() {
        if (counter == null) {
            counter = new ElementCursor(field);
        }
        counter.start(slot, where, index, depth);
        return counter;
    }

    private int elementSize() {
        return field.wireType == WireReader.FIXED32 ? Integer.BYTES : Long.BYTES;
    }

    /** Whether all elements lie packed in one run, which is then noted, and have a fixed size. */
    private boolean isOneFixedRun() {
        if (index.count(field) != 1
                || field.wireType != WireReader.FIXED32 && field.wireType != WireReader.FIXED64) {
            return false;
        }
        ElementCursor first = counter();
        if (!first.next() || (first.end() - first.start()) % elementSize() != 0) {
            return false;
        }
        starts[0] = first.start();
        ends[0] = first.end();
        return true;
    }

    /** Notes where all elements are. */
    private void noteAll() {
        int n = 0;
        for (ElementCursor all = counter(); all.next(); n++) {
            if (n == starts.length) {
                starts = Arrays.copyOf(starts, 2 * n + 8);
                ends = Arrays.copyOf(ends, 2 * n + 8);
            }
            starts[n] = all.start();
            ends[n] = all.end();
        }
        if (n < size) {
            throw new InvalidProtobufMessageException("it was changed while it was read");
        }
        access = Access.NOTED;
    }

    /** Checks an index, and sees to it that the elements can be found. */
    private void find(int at) {
        Objects.checkIndex(at, size());
        if (access == Access.UNKNOWN) {
            noteAll();
        }
    }

    private long bits(int at) {
        find(at);
        if (access == Access.COMPUTED) {
            in.start(slot.message(), starts[0] + at * elementSize(), ends[0]);
        } else {
            in.start(slot.message(), starts[at], ends[at]);
        }
        return field.readBits(in);
    }

    private long bits() {
        checkOnElement();
        return cursor.bits();
    }

    private void checkOnElement() {
        if (!onElement) {
            throw new IllegalStateException("the cursor of " + field + " is on no element");
        }
    }

    private void require(boolean fits, String method) {
        if (!fits) {
            throw field.wrongUse(method);
        }
    }

    private void requireInt() {
        require(field.javaType == JavaType.INT || field.javaType == JavaType.ENUM, "getInt");
    }

    /** The element at the cursor, of 32 bits, or the number of an enum's value. */
    public int getInt() {
        requireInt();
        return (int) bits();
    }

    /** The element at an index, of 32 bits, or the number of an enum's value. */
    public int getInt(int at) {
        requireInt();
        return (int) bits(at);
    }

    /** The element at the cursor, of 64 bits. */
    public long getLong() {
        require(field.javaType == JavaType.LONG, "getLong");
        return bits();
    }

    /** The element at an index, of 64 bits. */
    public long getLong(int at) {
        require(field.javaType == JavaType.LONG, "getLong");
        return bits(at);
    }

    /** The float at the cursor. */
    public float getFloat() {
        require(field.javaType == JavaType.FLOAT, "getFloat");
        return Float.intBitsToFloat((int) bits());
    }

    /** The float at an index. */
    public float getFloat(int at) {
        require(field.javaType == JavaType.FLOAT, "getFloat");
        return Float.intBitsToFloat((int) bits(at));
    }

    /** The double at the cursor. */
    public double getDouble() {
        require(field.javaType == JavaType.DOUBLE, "getDouble");
        return Double.longBitsToDouble(bits());
    }

    /** The double at an index. */
    public double getDouble(int at) {
        require(field.javaType == JavaType.DOUBLE, "getDouble");
        return Double.longBitsToDouble(bits(at));
    }

    /** The bool at the cursor. */
    public boolean getBool() {
        require(field.javaType == JavaType.BOOLEAN, "getBool");
        return bits() != 0;
    }

    /** The bool at an index. */
    public boolean getBool(int at) {
        require(field.javaType == JavaType.BOOLEAN, "getBool");
        return bits(at) != 0;
    }

    /** The enum's value at the cursor. */
    public EnumValueDescriptor getEnum() {
        require(field.javaType == JavaType.ENUM, "getEnum");
        return field.enumValue((int) bits());
    }

    /** The enum's value at an index. */
    public EnumValueDescriptor getEnum(int at) {
        require(field.javaType == JavaType.ENUM, "getEnum");
        return field.enumValue((int) bits(at));
    }

    /** The string at the cursor, decoded. */
    public String getString() {
        require(field.javaType == JavaType.STRING, "getString");
        return decode(currentStart(), cursor.end());
    }

    /** The string at an index, decoded. */
    public String getString(int at) {
        require(field.javaType == JavaType.STRING, "getString");
        find(at);
        return decode(starts[at], ends[at]);
    }

    private String decode(int from, int to) {
        return slot.decode(from, to - from, field.strictName);
    }

    private int currentStart() {
        slot.check(turn);
        checkOnElement();
        return cursor.start();
    }

    /** The bytes or the string at the cursor, where they lie. */
    public BytesView bytes() {
        require(field.isBytes(), "bytes");
        return show(currentStart(), cursor.end());
    }

    /** The bytes or the string at an index, where they lie. */
    public BytesView bytes(int at) {
        require(field.isBytes(), "bytes");
        find(at);
        return show(starts[at], ends[at]);
    }

    private BytesView show(int from, int to) {
        if (bytes == null) {
            bytes = new BytesView(slot);
        }
        return bytes.show(turn, from, to - from);
    }

    /** The message at the cursor, where it lies. */
    public MessageView message() {
        require(field.message, "message");
        return view(currentStart(), cursor.end());
    }

    /** The message at an index, where it lies. */
    public MessageView message(int at) {
        require(field.message, "message");
        find(at);
        return view(starts[at], ends[at]);
    }

    private MessageView view(int from, int to) {
        if (element == null) {
            element = new MessageView(field.messageType(), slot);
        }
        if (elementStart != from) {
            elementStart = -1;
            element.open(from, to, depth + 1);
            elementStart = from;
        }
        return element;
    }

    @Override
    public String toString() {
        return "RepeatedView[" + field + "]";
    }
}
