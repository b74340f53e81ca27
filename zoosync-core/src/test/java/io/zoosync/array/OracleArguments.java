package io.zoosync.array;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/** The arguments of one case and their types, which tell what method is meant. */
final class OracleArguments {
    private final OracleMemory memory;
    private final Path directory;
    private final List<Object> values = new ArrayList<>();
    private final List<Class<?>> types = new ArrayList<>();
    private final List<ZooArray> wholes = new ArrayList<>();
    private final List<ZooArray> views = new ArrayList<>();

    /** Makes them; {@code directory} is for files that an operation reads. */
    OracleArguments(List<String> fields, OracleMemory memory, Path directory) throws IOException {
        this.memory = memory;
        this.directory = directory;
        for (int i = 0; i < fields.size(); i++) {
            int colon = fields.get(i).indexOf(':');
            String kind = fields.get(i).substring(0, colon);
            String rest = fields.get(i).substring(colon + 1);
            if (kind.equals("arrays")) {
                int count = Integer.parseInt(rest);
                add(ZooArray[].class, arrays(fields.subList(i + 1, i + 1 + count)));
                i += count;
            } else {
                parse(kind, rest);
            }
        }
    }

    Object[] values() {
        return values.toArray();
    }

    Class<?>[] types() {
        return types.toArray(new Class<?>[0]);
    }

    /** All the memory of the k-th array. */
    ZooArray whole(int k) {
        return wholes.get(k);
    }

    /** The k-th array. */
    ZooArray view(int k) {
        return views.get(k);
    }

    private void add(Class<?> type, Object value) {
        types.add(type);
        values.add(value);
    }

    private void parse(String kind, String rest) throws IOException {
        switch (kind) {
            case "array", "view" -> add(ZooArray.class, array(kind, rest));
            case "long" -> add(long.class, Long.valueOf(rest));
            case "int" -> add(int.class, Integer.valueOf(rest));
            case "double" -> add(double.class, Double.valueOf(rest));
            case "bool" -> add(boolean.class, Boolean.valueOf(rest));
            case "dtype" -> add(DType.class, DType.valueOf(rest.toUpperCase(Locale.ROOT)));
            case "longs" -> add(long[].class, OracleArray.longs(rest));
            case "ints" -> add(int[].class, ints(rest));
            case "text" -> add(String.class, OracleTable.unescaped(rest));
            case "slices" -> add(Slice[].class, slices(rest));
            case "fun" -> addFunction(rest);
            case "stream" -> add(InputStream.class, new ByteArrayInputStream(bytes(rest)));
            case "file" -> add(Path.class, file(bytes(rest)));
            default -> throw new IllegalArgumentException(kind + ":" + rest);
        }
    }

    private ZooArray[] arrays(List<String> fields) {
        ZooArray[] arrays = new ZooArray[fields.size()];
        for (int i = 0; i < arrays.length; i++) {
            String[] parts = fields.get(i).split(":", 2);
            arrays[i] = array(parts[0], parts[1]);
        }
        return arrays;
    }

    private ZooArray array(String kind, String text) {
        String[] parts = text.split("\\|", -1);
        ZooArray whole =
                kind.equals("view")
                        ? wholes.get(Integer.parseInt(parts[0]))
                        : OracleArray.parse(parts[0]).toArray(memory, wholes.size());
        ZooArray view = whole;
        for (int i = 1; i < parts.length; i++) {
            view = step(view, parts[i]);
        }
        wholes.add(whole);
        views.add(view);
        return view;
    }

    private static ZooArray step(ZooArray array, String step) {
        int blank = step.indexOf(' ');
        String rest = step.substring(blank + 1);
        return switch (step.substring(0, blank)) {
            case "slice" -> array.slice(rest);
            case "transpose" -> array.transpose(ints(rest));
            case "broadcast" -> array.broadcastTo(OracleArray.longs(rest));
            default -> throw new IllegalArgumentException(step);
        };
    }

    private void addFunction(String name) {
        switch (name) {
            case "x/2+1" -> add(DoubleUnaryOperator.class, (DoubleUnaryOperator) x -> x / 2 + 1);
            case "x*3-1" -> add(LongUnaryOperator.class, (LongUnaryOperator) x -> x * 3 - 1);
            case "x-2y" ->
                    add(DoubleBinaryOperator.class, (DoubleBinaryOperator) (x, y) -> x - 2 * y);
            default -> throw new IllegalArgumentException(name);
        }
    }

    private static int[] ints(String text) {
        return Arrays.stream(OracleArray.longs(text)).mapToInt(Math::toIntExact).toArray();
    }

    private static Slice[] slices(String text) {
        return Arrays.stream(text.split(",", -1)).map(Slice::parse).toArray(Slice[]::new);
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(directory.resolve("file"), content);
    }
}
