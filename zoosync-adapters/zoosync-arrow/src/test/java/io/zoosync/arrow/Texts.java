package io.zoosync.arrow;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/** All values of a root as text, to be compared. */
final class Texts {
    private Texts() {}

    /** One entry for each column, {@code name: values}. */
    static List<String> of(VectorSchemaRoot root) {
        return of(root, 0);
    }

    /** The same of the rows from one on. */
    static List<String> of(VectorSchemaRoot root, int from) {
        List<String> columns = new ArrayList<>();
        for (FieldVector vector : root.getFieldVectors()) {
            columns.add(vector.getName() + ": " + of(vector, from));
        }
        return columns;
    }

    static String of(FieldVector vector, int from) {
        List<String> values = new ArrayList<>();
        for (int i = from; i < vector.getValueCount(); i++) {
            values.add(vector.isNull(i) ? "null" : text(vector.getObject(i)));
        }
        return values.toString();
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return HexFormat.of().formatHex(bytes);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Texts::text).toList().toString();
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, String> sorted = new TreeMap<>();
            map.forEach((key, item) -> sorted.put(text(key), text(item)));
            return sorted.toString();
        }
        return String.valueOf(value);
    }
}
