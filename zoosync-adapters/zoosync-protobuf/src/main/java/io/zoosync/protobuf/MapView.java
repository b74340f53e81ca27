package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * The entries of a map field, where they lie in the queue's slot.
 *
 * <pre>{@code
 * MapView stock = view.map("stock");
 * if (stock.find("apples")) {
 *     int apples = stock.entry().getInt(MapView.VALUE);
 * }
 * }</pre>
 *
 * <p>As in generated classes, the last entry of a key is the one that counts, and an entry whose
 * value is none of a closed enum's does not. The first call that needs to know looks at all
 * entries; the keys found are kept in tables that are reused.
 *
 * <p>It is reused: {@link MessageView#map} gives the same object each time for one field, with the
 * cursor set back, and {@link #entry()} the same object for all entries. It is valid as long as the
 * message is; afterwards its methods throw {@link IllegalStateException}. For one thread at a time.
 */
public final class MapView {
    /** The number of the key in an entry. */
    public static final int KEY = 1;

    /** The number of the value in an entry. */
    public static final int VALUE = 2;

    /** Unknown to those who choose the keys, so that they cannot make them collide. */
    private static final long SEED = new SecureRandom().nextLong();

    private static final int NONE = -1;

    private final FieldType key;
    private final FieldType value;
    private final Slot slot;
    private final ElementCursor wire;
    private final MessageView entry;
    private final TagCursor tags = new TagCursor();
    private final WireReader in = new WireReader();
    private final BytesView oneKey;
    private final BytesView otherKey;
    private Segments where;
    private FieldIndex index;
    private int depth;
    private long turn;
    private long version;
    private boolean filled;
    private int size;
    private int current;
    private int[] starts = new int[8];
    private int[] ends = new int[8];

    /** The bits of a scalar key; of a string where it begins and, below, how long it is. */
    private long[] keys = new long[8];

    /** Open addressing: indices of entries, or {@link #NONE}; as long as a power of two. */
    private int[] table = new int[16];

    MapView(FieldType field, Slot slot) {
        this.slot = slot;
        this.wire = new ElementCursor(field);
        this.entry = new MessageView(field.messageType(), slot);
        this.key = entry.type.field(KEY);
        this.value = entry.type.field(VALUE);
        this.oneKey = new BytesView(slot);
        this.otherKey = new BytesView(slot);
    }

    /** Turns to the field of a message, of which it is the given version. */
    void open(long ofVersion, Segments bounds, FieldIndex fields, int messageDepth) {
        if (version != ofVersion) {
            version = ofVersion;
            turn = slot.turn();
            where = bounds;
            index = fields;
            depth = messageDepth;
            filled = false;
        }
        current = NONE;
    }

    /** Sets the cursor before the first entry. */
    public void reset() {
        slot.check(turn);
        current = NONE;
    }

    /** How many keys there are. */
    public int size() {
        fill();
        return size;
    }

    /** Goes to the entry of the next key, in the order of their first entries; false at the end. */
    public boolean next() {
        fill();
        if (current + 1 >= size) {
            current = size;
            return false;
        }
        current++;
        return true;
    }

    /** Goes to the entry of a key that is a number; false if there is none. */
    public boolean find(long wanted) {
        fill();
        if (key.javaType == JavaType.INT) {
            int cut = (int) wanted;
            long bits = cut;
            boolean fits = wanted == bits || wanted >>> Integer.SIZE == 0;
            return fits && goTo(locate(bits, hash(bits), null));
        } else if (key.javaType != JavaType.LONG) {
            throw wrongKey("a number");
        }
        return goTo(locate(wanted, hash(wanted), null));
    }

    /** Goes to the entry of a key that is a bool; false if there is none. */
    public boolean find(boolean wanted) {
        fill();
        if (key.javaType != JavaType.BOOLEAN) {
            throw wrongKey("a boolean");
        }
        long bits = wanted ? 1 : 0;
        return goTo(locate(bits, hash(bits), null));
    }

    /** Goes to the entry of a key that is a string; false if there is none. */
    public boolean find(String wanted) {
        return find(wanted.getBytes(StandardCharsets.UTF_8));
    }

    /** Goes to the entry of a key that is a string, given as UTF-8; false if there is none. */
    public boolean find(byte[] wanted) {
        fill();
        if (key.javaType != JavaType.STRING) {
            throw wrongKey("a string");
        }
        return goTo(locate(0, BytesView.hash(wanted, SEED), wanted));
    }

    private IllegalArgumentException wrongKey(String wanted) {
        return new IllegalArgumentException(
                "keys of " + entry.type + " are " + key.descriptor.getType() + ", not " + wanted);
    }

    private boolean goTo(int place) {
        current = table[place];
        return current != NONE;
    }

    /**
     * The entry that {@link #next} or {@link #find} went to: a message with {@link #KEY} and {@link
     * #VALUE}, which have their defaults if they are not there.
     *
     * @throws IllegalStateException if they went to none
     */
    public MessageView entry() {
        slot.check(turn);
        if (current < 0 || current >= size) {
            throw new IllegalStateException("the cursor of " + entry.type + " is on no entry");
        }
        if (!entry.isOpenAt(starts[current])) {
            entry.open(starts[current], ends[current], depth + 1);
        }
        return entry;
    }

    private void fill() {
        slot.check(turn);
        if (filled) {
            return;
        }
        size = 0;
        reserve(index.count(wire.field()));
        wire.start(slot, where, index, depth);
        while (wire.next()) {
            entry.open(wire.start(), wire.end(), depth + 1);
            if (hasKnownValue()) {
                put();
            }
        }
        filled = true;
    }

    private void reserve(int entries) {
        if (entries > starts.length) {
            starts = new int[entries];
            ends = new int[entries];
            keys = new long[entries];
        }
        if (2L * entries > table.length) {
            table = new int[(int) Math.min(1 << 30, 4L * Integer.highestOneBit(entries))];
        }
        Arrays.fill(table, NONE);
    }

    private boolean hasKnownValue() {
        if (!value.closedEnum) {
            return true;
        }
        boolean known = true;
        tags.start(slot, entry.segments(), depth + 1);
        while (tags.next()) {
            if (tags.isOf(value)) {
                in.start(slot.message(), tags.bodyStart(), tags.bodyEnd());
                known = value.isKnownEnum(in.varint32());
            }
        }
        return known;
    }

    private void put() {
        boolean text = key.javaType == JavaType.STRING;
        long bits = text ? entry.locateText(key) : entry.bits(key);
        int place = locate(bits, text ? show(oneKey, bits).hash(SEED) : hash(bits), null);
        int at = table[place];
        if (at == NONE) {
            if (size == starts.length) {
                throw new InvalidProtobufMessageException("it was changed while it was read");
            }
            at = size++;
            table[place] = at;
            keys[at] = bits;
        }
        starts[at] = wire.start();
        ends[at] = wire.end();
    }

    private BytesView show(BytesView view, long bits) {
        return view.show(turn, (int) (bits >>> Integer.SIZE), (int) bits);
    }

    private static int hash(long bits) {
        return (int) BytesView.mix(bits ^ SEED);
    }

    /** The place in the table of a key's entry, or the free one that it would have. */
    private int locate(long bits, int hash, byte[] text) {
        int mask = table.length - 1;
        int place = hash & mask;
        while (table[place] != NONE && !isKey(keys[table[place]], bits, text)) {
            place = place + 1 & mask;
        }
        return place;
    }

    private boolean isKey(long bits, long wanted, byte[] text) {
        if (key.javaType != JavaType.STRING) {
            return bits == wanted;
        }
        BytesView found = show(oneKey, bits);
        return text == null ? found.sameAs(show(otherKey, wanted)) : found.contentEquals(text);
    }

    @Override
    public String toString() {
        return "MapView[" + wire.field() + "]";
    }
}
