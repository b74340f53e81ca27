package io.zoosync.examples.transfer;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.ArrowFileReader;
import org.apache.arrow.vector.ipc.ArrowReader;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.apache.arrow.vector.ipc.ArrowStreamWriter;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.util.Text;

/**
 * Makes tables and compares them with Arrow's own readers and writers; a program of its own, as
 * those need a flag that the tests' JVM does not have.
 */
public final class Tables {
    private Tables() {}

    /** {@code changing FILE}, {@code constant FILE}, {@code print FILE}. */
    public static void main(String[] args) throws IOException {
        switch (args[0]) {
            case "changing" -> writeWords(Path.of(args[1]), true);
            case "constant" -> writeWords(Path.of(args[1]), false);
            default -> System.out.println(describe(Path.of(args[1])));
        }
    }

    /** A stream of three batches with a dictionary, which may change from batch to batch. */
    private static void writeWords(Path file, boolean changing) throws IOException {
        FieldType plain = FieldType.nullable(ArrowType.Utf8.INSTANCE);
        DictionaryEncoding encoding = new DictionaryEncoding(7, false, new ArrowType.Int(32, true));
        FieldType encoded = new FieldType(true, new ArrowType.Int(32, true), encoding);
        try (BufferAllocator allocator = new RootAllocator();
                VarCharVector words = new VarCharVector("words", plain, allocator);
                IntVector indices = new IntVector("word", encoded, allocator)) {
            VectorSchemaRoot root = new VectorSchemaRoot(List.of((FieldVector) indices));
            MapDictionaryProvider provider =
                    new MapDictionaryProvider(new Dictionary(words, encoding));
            fill(words, 0);
            try (FileChannel out =
                            FileChannel.open(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    ArrowStreamWriter writer = new ArrowStreamWriter(root, provider, out)) {
                for (int batch = 0; batch < 3; batch++) {
                    fill(words, changing ? batch : 0);
                    for (int row = 0; row < 5; row++) {
                        indices.setSafe(row, (row + batch) % 2);
                    }
                    root.setRowCount(5);
                    writer.writeBatch();
                }
                writer.end();
            }
        }
    }

    private static void fill(VarCharVector words, int version) {
        words.setSafe(0, new Text("ant" + version));
        words.setSafe(1, new Text("bee" + version));
        words.setValueCount(2);
    }

    /** The values of each column, decoded, and the number of batches. */
    static String describe(Path file) throws IOException {
        List<List<Object>> columns = new ArrayList<>();
        int batches = 0;
        try (BufferAllocator allocator = new RootAllocator();
                FileChannel in = FileChannel.open(file);
                ArrowReader reader =
                        file.toString().endsWith(".arrow")
                                ? new ArrowFileReader(in, allocator)
                                : new ArrowStreamReader(in, allocator)) {
            VectorSchemaRoot root = reader.getVectorSchemaRoot();
            root.getFieldVectors().forEach(v -> columns.add(new ArrayList<>()));
            for (; reader.loadNextBatch(); batches++) {
                for (int i = 0; i < columns.size(); i++) {
                    append(columns.get(i), root.getVector(i), reader);
                }
            }
            return batches
                    + " batches; "
                    + root.getSchema().getFields()
                    + new TreeMap<>(root.getSchema().getCustomMetadata())
                    + ": "
                    + (columns.get(0).size() > 100 ? columns.hashCode() : columns)
                    + " of "
                    + columns.get(0).size()
                    + " rows";
        }
    }

    private static void append(List<Object> column, FieldVector vector, ArrowReader reader)
            throws IOException {
        DictionaryEncoding encoding = vector.getField().getDictionary();
        if (encoding == null) {
            for (int row = 0; row < vector.getValueCount(); row++) {
                column.add(vector.getObject(row));
            }
            return;
        }
        Dictionary dictionary = reader.getDictionaryVectors().get(encoding.getId());
        try (var decoded = DictionaryEncoder.decode(vector, dictionary)) {
            for (int row = 0; row < decoded.getValueCount(); row++) {
                column.add(decoded.getObject(row).toString());
            }
        }
    }

    /** Where the demo's table lies. */
    static Path flights() {
        Path file =
                Path.of("src/main/resources/io/zoosync/examples/demo/flights-200k.arrow")
                        .toAbsolutePath();
        if (!Files.exists(file)) {
            throw new AssertionError("not there: " + file);
        }
        return file;
    }
}
