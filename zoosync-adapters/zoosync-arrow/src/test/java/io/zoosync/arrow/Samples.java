package io.zoosync.arrow;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BaseLargeVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthVector;
import org.apache.arrow.vector.BaseVariableWidthViewVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.BitVectorHelper;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float2Vector;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.NullVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.LargeListVector;
import org.apache.arrow.vector.complex.LargeListViewVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.ListViewVector;
import org.apache.arrow.vector.complex.RunEndEncodedVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.extension.OpaqueType;
import org.apache.arrow.vector.extension.UuidType;
import org.apache.arrow.vector.types.DateUnit;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.IntervalUnit;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.Types.MinorType;
import org.apache.arrow.vector.types.UnionMode;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.ExtensionTypeRegistry;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/** Fields of every type of Arrow's, and vectors of them filled from a seed, with nulls. */
final class Samples {
    static final ArrowType INT32 = new ArrowType.Int(32, true);
    static final ArrowType UTF8 = ArrowType.Utf8.INSTANCE;
    static final long WORDS = 1;
    static final long NUMBERS = 2;

    private static final String[] LETTERS = {"a", "Z", "ß", "€", "水", "🐘", " ", "\""};

    static {
        ExtensionTypeRegistry.register(UuidType.INSTANCE);
        OpaqueType.ensureRegistered();
    }

    private Samples() {}

    /** A dictionary of 6 words and an ordered one of 4 numbers, seeded. */
    static MapDictionaryProvider dictionaries(BufferAllocator allocator, long seed) {
        Random random = new Random(seed);
        MapDictionaryProvider provider = new MapDictionaryProvider();
        FieldVector words = field("words", UTF8).createVector(allocator);
        FieldVector numbers = field("numbers", new ArrowType.Int(64, true)).createVector(allocator);
        fill(words, 6, random, provider);
        fill(numbers, 4, random, provider);
        provider.put(new Dictionary(words, words(32)));
        provider.put(new Dictionary(numbers, numbers()));
        return provider;
    }

    private static DictionaryEncoding words(int indexBits) {
        return new DictionaryEncoding(WORDS, false, new ArrowType.Int(indexBits, true));
    }

    private static DictionaryEncoding numbers() {
        return new DictionaryEncoding(NUMBERS, true, new ArrowType.Int(8, true));
    }

    /** Types that the implementation in JavaScript reads too. */
    @SuppressWarnings("EnumOrdinal") // they are the type ids that UnionVector knows
    static List<Field> commonFields() {
        List<Field> fields = new ArrayList<>();
        fields.add(field("null", ArrowType.Null.INSTANCE));
        fields.add(field("bool", ArrowType.Bool.INSTANCE));
        for (int bits : new int[] {8, 16, 32, 64}) {
            fields.add(field("int" + bits, new ArrowType.Int(bits, true)));
            fields.add(field("uint" + bits, new ArrowType.Int(bits, false)));
        }
        for (FloatingPointPrecision precision : FloatingPointPrecision.values()) {
            fields.add(field("float " + precision, new ArrowType.FloatingPoint(precision)));
        }
        fields.add(field("utf8", UTF8));
        fields.add(field("binary", ArrowType.Binary.INSTANCE));
        fields.add(field("large utf8", ArrowType.LargeUtf8.INSTANCE));
        fields.add(field("large binary", ArrowType.LargeBinary.INSTANCE));
        fields.add(field("fixed binary", new ArrowType.FixedSizeBinary(5)));
        fields.add(field("decimal128", new ArrowType.Decimal(38, 10, 128)));
        for (DateUnit unit : DateUnit.values()) {
            fields.add(field("date " + unit, new ArrowType.Date(unit)));
        }
        for (TimeUnit unit : TimeUnit.values()) {
            int bits = unit == TimeUnit.SECOND || unit == TimeUnit.MILLISECOND ? 32 : 64;
            fields.add(field("time " + unit, new ArrowType.Time(unit, bits)));
            fields.add(field("timestamp " + unit, new ArrowType.Timestamp(unit, null)));
            fields.add(field("zoned " + unit, new ArrowType.Timestamp(unit, "Europe/Paris")));
            fields.add(field("duration " + unit, new ArrowType.Duration(unit)));
        }
        fields.add(field("years", new ArrowType.Interval(IntervalUnit.YEAR_MONTH)));
        fields.add(field("days", new ArrowType.Interval(IntervalUnit.DAY_TIME)));
        fields.add(field("list", ArrowType.List.INSTANCE, field("item", INT32)));
        fields.add(
                field(
                        "fixed list",
                        new ArrowType.FixedSizeList(3),
                        field("item", new ArrowType.Int(16, true))));
        fields.add(field("struct", ArrowType.Struct.INSTANCE, field("n", INT32), field("s", UTF8)));
        fields.add(
                field(
                        "deep",
                        ArrowType.List.INSTANCE,
                        field(
                                "item",
                                ArrowType.Struct.INSTANCE,
                                field("tags", ArrowType.List.INSTANCE, field("tag", UTF8)),
                                field("flag", ArrowType.Bool.INSTANCE))));
        fields.add(map());
        fields.add(field("wide binary", new ArrowType.FixedSizeBinary(5000)));
        fields.add(field("decimal256", new ArrowType.Decimal(70, 20, 256)));
        fields.add(field("months", new ArrowType.Interval(IntervalUnit.MONTH_DAY_NANO)));
        fields.add(field("uuid", UuidType.INSTANCE));
        fields.add(field("opaque", new OpaqueType(UTF8, "geometry", "vendor")));
        fields.add(
                field(
                        "sparse union",
                        new ArrowType.Union(
                                UnionMode.Sparse,
                                new int[] {MinorType.INT.ordinal(), MinorType.VARCHAR.ordinal()}),
                        field("int", INT32),
                        field("varchar", UTF8)));
        fields.add(
                field(
                        "dense union",
                        new ArrowType.Union(UnionMode.Dense, new int[] {0, 1}),
                        field("int", INT32),
                        field("varchar", UTF8)));
        return fields;
    }

    private static Field map() {
        Field key = new Field("key", FieldType.notNullable(UTF8), null);
        Field entries =
                new Field(
                        "entries",
                        FieldType.notNullable(ArrowType.Struct.INSTANCE),
                        List.of(key, field("value", INT32)));
        return field("map", new ArrowType.Map(false), entries);
    }

    /** Types that not every implementation has. */
    static List<Field> rareFields() {
        List<Field> fields = new ArrayList<>();
        fields.add(field("utf8 view", ArrowType.Utf8View.INSTANCE));
        fields.add(field("binary view", ArrowType.BinaryView.INSTANCE));
        fields.add(field("large list", ArrowType.LargeList.INSTANCE, field("item", UTF8)));
        fields.add(field("list view", ArrowType.ListView.INSTANCE, field("item", INT32)));
        fields.add(
                field("large list view", ArrowType.LargeListView.INSTANCE, field("item", INT32)));
        fields.add(
                field(
                        "run-end encoded",
                        ArrowType.RunEndEncoded.INSTANCE,
                        new Field("run_ends", FieldType.notNullable(INT32), null),
                        field("values", UTF8)));
        fields.add(
                field(
                        "opaque view",
                        new OpaqueType(ArrowType.Utf8View.INSTANCE, "json", "vendor")));
        fields.add(
                field(
                        "view list",
                        ArrowType.List.INSTANCE,
                        field("item", ArrowType.Utf8View.INSTANCE)));
        return fields;
    }

    /** Fields whose values are indices into {@link #dictionaries}. */
    static List<Field> dictionaryFields() {
        return List.of(
                encoded("word", words(32)),
                encoded("number", numbers()),
                field(
                        "struct of words",
                        ArrowType.Struct.INSTANCE,
                        encoded("first", words(32)),
                        encoded("second", words(32))),
                field("list of numbers", ArrowType.List.INSTANCE, encoded("item", numbers())));
    }

    static Schema everything() {
        List<Field> fields = new ArrayList<>(commonFields());
        fields.addAll(rareFields());
        fields.addAll(dictionaryFields());
        return new Schema(fields, Map.of("origin", "samples"));
    }

    static Schema common() {
        List<Field> fields = new ArrayList<>(commonFields());
        fields.addAll(dictionaryFields());
        return new Schema(fields);
    }

    /** A schema of two columns, {@code id} and {@code text}. */
    static Schema simple() {
        return new Schema(List.of(field("id", new ArrowType.Int(64, true)), field("text", UTF8)));
    }

    /** One column of 64 bits. */
    static Schema oneColumn() {
        return new Schema(List.of(field("number", new ArrowType.Int(64, true))));
    }

    static Field field(String name, ArrowType type, Field... children) {
        return new Field(name, FieldType.nullable(type), List.of(children));
    }

    private static Field encoded(String name, DictionaryEncoding encoding) {
        return new Field(name, new FieldType(true, encoding.getIndexType(), encoding), null);
    }

    static VectorSchemaRoot root(BufferAllocator allocator, Schema schema, int rows, long seed) {
        return root(allocator, schema, rows, seed, new MapDictionaryProvider());
    }

    static VectorSchemaRoot root(
            BufferAllocator allocator,
            Schema schema,
            int rows,
            long seed,
            DictionaryProvider dictionaries) {
        VectorSchemaRoot root = VectorSchemaRoot.create(schema, allocator);
        Random random = new Random(seed);
        for (FieldVector vector : root.getFieldVectors()) {
            fill(vector, rows, random, dictionaries);
        }
        root.setRowCount(rows);
        return root;
    }

    private static void fill(
            FieldVector vector, int rows, Random random, DictionaryProvider dictionaries) {
        if (vector instanceof ExtensionTypeVector<?> extension) {
            fill((FieldVector) extension.getUnderlyingVector(), rows, random, dictionaries);
        } else if (vector instanceof NullVector) {
            vector.setValueCount(rows);
        } else if (vector instanceof BaseFixedWidthVector fixed) {
            fillFixed(fixed, rows, random, dictionaries);
        } else if (!vector.getField().getChildren().isEmpty()) {
            fillNested(vector, rows, random, dictionaries);
        } else {
            fillBytes(vector, rows, random);
        }
    }

    private static boolean isNull(FieldVector vector, Random random) {
        return vector.getField().isNullable() && random.nextInt(4) == 0;
    }

    private static void fillFixed(
            BaseFixedWidthVector vector, int rows, Random random, DictionaryProvider dictionaries) {
        vector.allocateNew(rows);
        for (int i = 0; i < rows; i++) {
            if (isNull(vector, random)) {
                vector.setNull(i);
            } else {
                setFixed(vector, i, random, dictionaries);
            }
        }
        vector.setValueCount(rows);
    }

    private static void setFixed(
            BaseFixedWidthVector vector, int i, Random random, DictionaryProvider dictionaries) {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (vector instanceof BitVector bits) {
            bits.set(i, random.nextInt(2));
        } else if (vector instanceof Float2Vector halves) {
            halves.setWithPossibleTruncate(i, random.nextInt(2000) / 8f - 100);
        } else if (vector instanceof Float4Vector floats) {
            floats.set(i, random.nextInt() / 3f);
        } else if (vector instanceof Float8Vector doubles) {
            doubles.set(i, random.nextInt() / 3d);
        } else if (encoding != null) {
            int size = dictionaries.lookup(encoding.getId()).getVector().getValueCount();
            setWide(vector, i, random.nextInt(size));
        } else {
            setWide(vector, i, random.nextInt(50_000) - 25_000);
        }
    }

    /** Sets a value of any width from a sign-extended long. */
    private static void setWide(BaseFixedWidthVector vector, int i, long value) {
        BitVectorHelper.setBit(vector.getValidityBuffer(), i);
        int width = vector.getTypeWidth();
        for (int b = 0; b < width; b++) {
            vector.getDataBuffer()
                    .setByte((long) i * width + b, (byte) (value >> Math.min(63, 8 * b)));
        }
    }

    private static void fillBytes(FieldVector vector, int rows, Random random) {
        vector.allocateNew();
        for (int i = 0; i < rows; i++) {
            byte[] bytes = text(random).getBytes(StandardCharsets.UTF_8);
            boolean set = !isNull(vector, random);
            if (!set) {
                vector.setNull(i);
            } else if (vector instanceof BaseVariableWidthVector narrow) {
                narrow.setSafe(i, bytes);
            } else if (vector instanceof BaseLargeVariableWidthVector large) {
                large.setSafe(i, bytes);
            } else {
                ((BaseVariableWidthViewVector) vector).setSafe(i, bytes);
            }
        }
        vector.setValueCount(rows);
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(14); length > 0; length--) {
            text.append(LETTERS[random.nextInt(LETTERS.length)]);
        }
        return text.toString();
    }

    private static void fillNested(
            FieldVector vector, int rows, Random random, DictionaryProvider dictionaries) {
        vector.allocateNew();
        if (vector instanceof StructVector struct) {
            fillStruct(struct, rows, random, dictionaries);
        } else if (vector instanceof UnionVector union) {
            fillSparse(union, rows, random, dictionaries);
        } else if (vector instanceof DenseUnionVector union) {
            fillDense(union, rows, random, dictionaries);
        } else if (vector instanceof RunEndEncodedVector runs) {
            fillRuns(runs, rows, random, dictionaries);
        } else {
            fillLists(vector, rows, random, dictionaries);
        }
        vector.setValueCount(rows);
    }

    private static void fillStruct(
            StructVector struct, int rows, Random random, DictionaryProvider dictionaries) {
        for (FieldVector child : struct.getChildrenFromFields()) {
            fill(child, rows, random, dictionaries);
        }
        struct.setValueCount(rows);
        for (int i = 0; i < rows; i++) {
            if (isNull(struct, random)) {
                struct.setNull(i);
            } else {
                struct.setIndexDefined(i);
            }
        }
    }

    private static void fillSparse(
            UnionVector union, int rows, Random random, DictionaryProvider dictionaries) {
        for (FieldVector child : union.getChildrenFromFields()) {
            fill(child, rows, random, dictionaries);
        }
        for (int i = 0; i < rows; i++) {
            union.setType(i, random.nextBoolean() ? MinorType.INT : MinorType.VARCHAR);
        }
    }

    private static void fillDense(
            DenseUnionVector union, int rows, Random random, DictionaryProvider dictionaries) {
        int[] counts = new int[2];
        union.setInitialCapacity(rows);
        union.allocateNew();
        for (int i = 0; i < rows; i++) {
            byte type = (byte) random.nextInt(2);
            union.setTypeId(i, type);
            union.setOffset(i, counts[type]++);
        }
        for (byte type = 0; type < 2; type++) {
            fill((FieldVector) union.getVectorByType(type), counts[type], random, dictionaries);
        }
    }

    private static void fillRuns(
            RunEndEncodedVector vector, int rows, Random random, DictionaryProvider dictionaries) {
        IntVector ends = (IntVector) vector.getRunEndsVector();
        int runs = 0;
        for (int end = 0; end < rows; runs++) {
            end = Math.min(rows, end + 1 + random.nextInt(5));
            ends.setSafe(runs, end);
        }
        ends.setValueCount(runs);
        fill(vector.getValuesVector(), runs, random, dictionaries);
    }

    private static void fillLists(
            FieldVector vector, int rows, Random random, DictionaryProvider dictionaries) {
        int total = 0;
        for (int i = 0; i < rows; i++) {
            int length = random.nextInt(4);
            if (vector instanceof FixedSizeListVector fixed) {
                total += fixed.getListSize();
                if (isNull(vector, random)) {
                    vector.setNull(i);
                } else {
                    fixed.startNewValue(i);
                }
            } else if (isNull(vector, random)) {
                vector.setNull(i);
            } else {
                total += length;
                setList(vector, i, length);
            }
        }
        FieldVector items = vector.getChildrenFromFields().get(0);
        fill(items, total, random, dictionaries);
    }

    private static void setList(FieldVector vector, int i, int length) {
        if (vector instanceof ListVector list) {
            list.startNewValue(i);
            list.endValue(i, length);
        } else if (vector instanceof LargeListVector list) {
            list.startNewValue(i);
            list.endValue(i, length);
        } else if (vector instanceof ListViewVector list) {
            list.startNewValue(i);
            list.endValue(i, length);
        } else {
            LargeListViewVector list = (LargeListViewVector) vector;
            list.startNewValue(i);
            list.endValue(i, length);
        }
    }
}
