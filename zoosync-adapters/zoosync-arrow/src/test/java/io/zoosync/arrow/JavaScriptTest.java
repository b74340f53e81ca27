package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.ExtensionTypeVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.FloatingPointVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.DenseUnionVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.complex.UnionVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.ArrowType.ArrowTypeID;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The bytes of a queue's metadata and of a slot are a stream that Arrow's implementation in
 * JavaScript reads, with equal values. Needs node and npm; without them it is skipped, except where
 * {@code CI} is set.
 */
@Timeout(300)
class JavaScriptTest {
    private static final String QUEUE = "javascript";
    private static final int CAPACITY = 1 << 20;
    private static final byte[] END_OF_STREAM = {-1, -1, -1, -1, 0, 0, 0, 0};
    private static final Path SOURCE = Path.of("src", "test", "js");
    private static final Path WORK = Path.of("target", "js").toAbsolutePath();

    @BeforeAll
    static void install() throws Exception {
        try {
            run(Path.of(".").toAbsolutePath(), "node", "--version");
            run(Path.of(".").toAbsolutePath(), "npm", "--version");
        } catch (IOException e) {
            if (System.getenv("CI") != null) {
                throw e;
            }
            abort("node and npm are needed: " + e.getMessage());
        }
        Files.createDirectories(WORK);
        boolean installed = isCurrent("package-lock.json") && isCurrent("installed");
        for (String file : List.of("package.json", "package-lock.json", "read.mjs")) {
            Files.write(WORK.resolve(file), Files.readAllBytes(SOURCE.resolve(file)));
        }
        if (!installed) {
            run(WORK, "npm", "ci", "--no-audit", "--no-fund");
            Files.copy(SOURCE.resolve("package-lock.json"), WORK.resolve("installed"));
        }
    }

    /** Whether a file in the working directory has the bytes of the lock. */
    private static boolean isCurrent(String file) throws IOException {
        Path copy = WORK.resolve(file);
        boolean current =
                Files.exists(copy)
                        && Files.mismatch(copy, SOURCE.resolve("package-lock.json")) == -1;
        if (!current) {
            Files.deleteIfExists(copy);
        }
        return current;
    }

    private static String run(Path directory, String... command) throws Exception {
        Path output = Files.createTempFile("zoosync-js", ".out");
        Path errors = Files.createTempFile("zoosync-js", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectOutput(output.toFile())
                            .redirectError(errors.toFile())
                            .start();
            if (!process.waitFor(200, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(Arrays.toString(command) + " hangs");
            }
            assertEquals(
                    0,
                    process.exitValue(),
                    () -> Arrays.toString(command) + ": " + errorText(errors));
            return Files.readString(output);
        } finally {
            Files.delete(output);
            Files.delete(errors);
        }
    }

    private static String errorText(Path errors) {
        try {
            return Files.readString(errors);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void shouldBeReadByAnotherImplementation() throws Exception {
        Schema schema = Samples.common();
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider initial = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider changed = Samples.dictionaries(allocator, 2)) {
            ArrowProducer.open(QUEUE, CAPACITY, schema, initial).close();
            for (DictionaryProvider provider : List.of(initial, changed)) {
                for (int rows : new int[] {0, 1, 40}) {
                    try (VectorSchemaRoot root =
                            Samples.root(allocator, schema, rows, rows, provider)) {
                        Path stream = write(root, provider, ArrowProducer::send);
                        String json = run(WORK, "node", "read.mjs", stream.toString());
                        JsonNode found = new ObjectMapper().readTree(json);
                        assertEquals(1, found.size());
                        compare(root, provider, found.get(0));
                    }
                }
            }
        } finally {
            ZooQueue.unlink(QUEUE);
        }
    }

    @Test
    void shouldBeReadAsItWasBuiltInTheSlot() throws Exception {
        Schema schema = Building.of(Samples.common());
        try (BufferAllocator allocator = Allocators.checked();
                MapDictionaryProvider initial = Samples.dictionaries(allocator, 1);
                MapDictionaryProvider changed = Samples.dictionaries(allocator, 2)) {
            ArrowProducer.open(QUEUE, CAPACITY, schema, initial).close();
            for (DictionaryProvider provider : List.of(initial, changed)) {
                try (VectorSchemaRoot root = Samples.root(allocator, schema, 30, 3, provider)) {
                    Path stream = write(root, provider, JavaScriptTest::build);
                    String json = run(WORK, "node", "read.mjs", stream.toString());
                    compare(root, provider, new ObjectMapper().readTree(json).get(0));
                }
            }
        } finally {
            ZooQueue.unlink(QUEUE);
        }
    }

    /** Builds in a slot that has room for more than the batch needs. */
    private static void build(ArrowProducer producer, VectorSchemaRoot root)
            throws InterruptedException {
        try (ArrowClaim claim = producer.claim(Building.budget(root.getSchema(), 50))) {
            Building.copy(root, claim.root());
            claim.commit();
        }
    }

    private interface Sending {
        void send(ArrowProducer producer, VectorSchemaRoot root) throws InterruptedException;
    }

    private static Path write(VectorSchemaRoot root, DictionaryProvider provider, Sending sending)
            throws Exception {
        Path file = WORK.resolve("stream.arrows");
        try (ArrowProducer producer =
                        ArrowProducer.open(QUEUE, CAPACITY, root.getSchema(), provider);
                ZooQueue queue = ZooQueue.attach(QUEUE);
                OutputStream out = Files.newOutputStream(file)) {
            sending.send(producer, root);
            out.write(bytesOf(queue.metadata()));
            try (View view = queue.recvView()) {
                assertEquals(0, view.address() % 64);
                out.write(view.toByteArray());
                view.commit();
            }
            out.write(END_OF_STREAM);
        }
        return file;
    }

    private static byte[] bytesOf(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private static void compare(
            VectorSchemaRoot root, DictionaryProvider provider, JsonNode columns) {
        assertEquals(root.getFieldVectors().size(), columns.size());
        for (int i = 0; i < columns.size(); i++) {
            FieldVector vector = root.getVector(i);
            JsonNode column = columns.get(i);
            assertEquals(vector.getName(), column.get("name").asText());
            JsonNode values = new ObjectMapper().valueToTree(column(vector, provider));
            assertEquals(values, column.get("values"), vector.getName());
        }
        assertTrue(columns.size() > 40);
    }

    private static List<Object> column(FieldVector vector, DictionaryProvider provider) {
        return cells(vector, 0, vector.getValueCount(), provider);
    }

    private static List<Object> cells(
            FieldVector vector, int from, int to, DictionaryProvider provider) {
        List<Object> values = new ArrayList<>();
        for (int i = from; i < to; i++) {
            values.add(cell(vector, i, provider));
        }
        return values;
    }

    /** A value in the form that {@code read.mjs} prints. */
    private static Object cell(FieldVector vector, int row, DictionaryProvider provider) {
        if (vector instanceof ExtensionTypeVector<?> extension) {
            return cell((FieldVector) extension.getUnderlyingVector(), row, provider);
        }
        if (vector instanceof UnionVector union) {
            return cell((FieldVector) union.getVector(row), row, provider);
        }
        if (vector instanceof DenseUnionVector union) {
            FieldVector child = (FieldVector) union.getVectorByType(union.getTypeId(row));
            return cell(child, union.getOffset(row), provider);
        }
        if (vector.isNull(row)) {
            return null;
        }
        if (vector.getField().getDictionary() != null) {
            long id = vector.getField().getDictionary().getId();
            int index = ((Number) vector.getObject(row)).intValue();
            return cell(provider.lookup(id).getVector(), index, provider);
        }
        if (vector instanceof StructVector struct) {
            return struct.getChildrenFromFields().stream()
                    .map(child -> cell(child, row, provider))
                    .toList()
                    .toArray();
        }
        if (vector instanceof FixedSizeListVector list) {
            int start = row * list.getListSize();
            return cells(list.getDataVector(), start, start + list.getListSize(), provider);
        }
        if (vector instanceof ListVector list) {
            return cells(
                    list.getDataVector(),
                    list.getElementStartIndex(row),
                    list.getElementEndIndex(row),
                    provider);
        }
        return scalar(vector, row);
    }

    private static String scalar(FieldVector vector, int row) {
        ArrowType type = vector.getField().getType();
        if (vector instanceof FloatingPointVector floats) {
            return Long.toHexString(Double.doubleToRawLongBits(floats.getValueAsDouble(row)));
        }
        Object value = vector.getObject(row);
        if (type instanceof ArrowType.Int integer) {
            boolean wrapped = !integer.getIsSigned() && integer.getBitWidth() != 16;
            return wrapped ? unsigned((Number) value, integer.getBitWidth()) : number(value);
        }
        if (value instanceof byte[] bytes && type.getTypeID() != ArrowTypeID.FixedSizeBinary) {
            return HexFormat.of().formatHex(bytes);
        }
        if (vector instanceof BaseFixedWidthVector fixed && type.getTypeID() != ArrowTypeID.Bool) {
            byte[] bytes = new byte[fixed.getTypeWidth()];
            fixed.getDataBuffer().getBytes((long) row * bytes.length, bytes);
            return HexFormat.of().formatHex(bytes);
        }
        return value.toString();
    }

    private static String number(Object value) {
        return value instanceof Character character
                ? Integer.toString(character)
                : value.toString();
    }

    private static String unsigned(Number value, int bits) {
        return bits == 64
                ? Long.toUnsignedString(value.longValue())
                : Long.toString(value.longValue() & ((1L << bits) - 1));
    }
}
