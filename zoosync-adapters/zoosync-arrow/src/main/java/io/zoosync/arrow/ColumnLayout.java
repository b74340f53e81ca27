package io.zoosync.arrow;

import java.util.List;
import java.util.Objects;
import org.apache.arrow.vector.BufferLayout;
import org.apache.arrow.vector.BufferLayout.BufferType;
import org.apache.arrow.vector.TypeLayout;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeID;
import org.apache.arrow.vector.types.pojo.ArrowType.ExtensionType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;

/**
 * How one field lies in a record batch: which buffers it has, how long each must at least be for a
 * number of rows, and how many rows its children must have. Extension types count as the type they
 * are stored as. Computed once for each schema, in its memory format (a field with a dictionary has
 * the type of its indices).
 */
final class ColumnLayout {
    /** An element of a view's buffer; {@link BufferLayout} gives its width in bytes, not bits. */
    private static final int VIEW_BYTES = 16;

    private final Field field;
    private final ArrowType type;
    private final List<BufferLayout> buffers;
    private final List<ColumnLayout> children;

    private ColumnLayout(Field field) {
        this.field = field;
        this.type = storage(field.getType());
        this.buffers = TypeLayout.getTypeLayout(type).getBufferLayouts();
        this.children = of(field.getChildren());
    }

    static ColumnLayout of(Field field) {
        return new ColumnLayout(field);
    }

    static List<ColumnLayout> of(List<Field> fields) {
        return fields.stream().map(ColumnLayout::new).toList();
    }

    private static ArrowType storage(ArrowType type) {
        return type instanceof ExtensionType extension ? storage(extension.storageType()) : type;
    }

    String name() {
        return field.getName();
    }

    List<ColumnLayout> children() {
        return children;
    }

    /** Buffers without the data buffers of a view, whose number is known by each batch only. */
    int bufferCount() {
        return buffers.size();
    }

    boolean hasVariadicBuffers() {
        return type.getTypeID() == ArrowTypeID.Utf8View
                || type.getTypeID() == ArrowTypeID.BinaryView;
    }

    boolean hasValidity() {
        return bufferCount() > 0 && buffers.get(0).getType() == BufferType.VALIDITY;
    }

    /** Whether the offsets say where each row ends, so that the last bounds data or child. */
    boolean hasRunningOffsets() {
        return switch (type.getTypeID()) {
            case Utf8, Binary, LargeUtf8, LargeBinary, List, LargeList, Map -> true;
            default -> false;
        };
    }

    /** Bytes of one offset, for a layout with {@link #hasRunningOffsets()}. */
    int offsetBytes() {
        return buffers.get(1).getTypeBitWidth() / Byte.SIZE;
    }

    /** The least length in bytes of a buffer for a number of rows. */
    long minBufferBytes(int buffer, long rows) {
        long bits = bitWidth(buffer);
        return switch (buffers.get(buffer).getType()) {
            case VALIDITY -> bitsToBytes(rows);
            case TYPE -> rows;
            case VIEWS -> rows * VIEW_BYTES;
            case OFFSET ->
                    hasRunningOffsets() && rows > 0 ? (rows + 1) * bits / 8 : rows * bits / 8;
            case DATA -> hasRunningOffsets() ? 0 : bitsToBytes(rows * bits);
            default -> bitsToBytes(rows * bits);
        };
    }

    /** Whether the length of each buffer is settled by a number of rows, bytes or elements. */
    boolean canBeBuiltInPlace() {
        return switch (type.getTypeID()) {
            case Union, Utf8View, BinaryView, ListView, LargeListView, RunEndEncoded -> false;
            default -> true;
        };
    }

    /** The length in bytes with which a buffer takes this many rows, data of strings aside. */
    long bufferBytesToBuild(int buffer, long rows) {
        boolean offsets = buffers.get(buffer).getType() == BufferType.OFFSET;
        return offsets ? (rows + 1) * offsetBytes() : minBufferBytes(buffer, rows);
    }

    /** {@link BufferLayout} keeps widths as shorts, too short for a fixed-size binary of 4 KiB. */
    private long bitWidth(int buffer) {
        if (type instanceof ArrowType.FixedSizeBinary binary && buffer == 1) {
            return (long) binary.getByteWidth() * Byte.SIZE;
        }
        return buffers.get(buffer).getTypeBitWidth();
    }

    /** The least number of rows of each child for a number of rows, as far as the type tells. */
    long minChildRows(long rows) {
        return switch (type.getTypeID()) {
            case Struct -> rows;
            case Union -> ((ArrowType.Union) type).getMode() == UnionMode.Sparse ? rows : 0;
            case FixedSizeList -> rows * ((ArrowType.FixedSizeList) type).getListSize();
            default -> 0;
        };
    }

    /**
     * Whether a field's vectors lie the same way and mean the same. The names of columns and of a
     * struct's members count, those that Arrow gives to other children do not.
     */
    boolean accepts(Field other) {
        return storage(other.getType()).equals(type)
                && Objects.equals(dictionaryId(other), dictionaryId(field))
                && acceptAll(children, other.getChildren(), type.getTypeID() == ArrowTypeID.Struct);
    }

    static boolean acceptAll(List<ColumnLayout> layouts, List<Field> fields, boolean named) {
        if (layouts.size() != fields.size()) {
            return false;
        }
        for (int i = 0; i < layouts.size(); i++) {
            ColumnLayout layout = layouts.get(i);
            Field field = fields.get(i);
            boolean sameName = !named || Objects.equals(layout.name(), field.getName());
            if (!sameName || !layout.accepts(field)) {
                return false;
            }
        }
        return true;
    }

    private static Long dictionaryId(Field field) {
        DictionaryEncoding encoding = field.getDictionary();
        return encoding == null ? null : encoding.getId();
    }

    private static long bitsToBytes(long bits) {
        return (bits + 7) / 8;
    }

    @Override
    public String toString() {
        return field.toString();
    }
}
