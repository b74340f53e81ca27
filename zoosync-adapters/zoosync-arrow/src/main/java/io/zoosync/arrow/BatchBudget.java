package io.zoosync.arrow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How much room a batch needs that is built in its slot: the number of rows, which settles the
 * columns of fixed width, and for the others how many bytes or elements they have in all.
 *
 * <pre>{@code
 * BatchBudget.rows(1000).bytes(32_000, "name").elements(5_000, "tags").bytes(80_000, "tags", "item")
 * }</pre>
 *
 * <p>A column is named by its path: its name, and for a member of a struct or list the names of all
 * fields from the column down. Rows, bytes and elements are limits: a batch may use less, and what
 * it does not use of them stays as a gap in the slot. Immutable; a budget may serve any number of
 * claims.
 */
public final class BatchBudget {
    private final int rows;
    private final Map<List<String>, Integer> bytes;
    private final Map<List<String>, Integer> elements;

    private BatchBudget(
            int rows, Map<List<String>, Integer> bytes, Map<List<String>, Integer> elements) {
        this.rows = rows;
        this.bytes = bytes;
        this.elements = elements;
    }

    /**
     * Room for this many rows of columns of fixed width.
     *
     * @throws IllegalArgumentException if the number is negative
     */
    public static BatchBudget rows(int rows) {
        return new BatchBudget(checked("rows", rows), Map.of(), Map.of());
    }

    /**
     * Adds room for the values of a column of strings or binaries.
     *
     * @param bytes of all its values together
     * @param path of the column
     * @throws IllegalArgumentException if the number is negative or the path empty
     */
    public BatchBudget bytes(int bytes, String... path) {
        return new BatchBudget(rows, with(this.bytes, "bytes", bytes, path), elements);
    }

    /**
     * Adds room for the elements of a column of lists or maps. Elements that are strings or lists
     * need a budget of their own.
     *
     * @param elements of all its lists together
     * @param path of the column
     * @throws IllegalArgumentException if the number is negative or the path empty
     */
    public BatchBudget elements(int elements, String... path) {
        return new BatchBudget(rows, bytes, with(this.elements, "elements", elements, path));
    }

    private static Map<List<String>, Integer> with(
            Map<List<String>, Integer> before, String what, int size, String... path) {
        if (path.length == 0) {
            throw new IllegalArgumentException("a path names at least the column");
        }
        Map<List<String>, Integer> after = new HashMap<>(before);
        after.put(List.of(path), checked(what, size));
        return Map.copyOf(after);
    }

    private static int checked(String what, int size) {
        if (size < 0) {
            throw new IllegalArgumentException(what + " must not be negative: " + size);
        }
        return size;
    }

    /** The limit of rows. */
    public int rows() {
        return rows;
    }

    /** The bytes given for a path, or null. */
    Integer bytesOf(List<String> path) {
        return bytes.get(path);
    }

    /** The elements given for a path, or null. */
    Integer elementsOf(List<String> path) {
        return elements.get(path);
    }

    /** The paths that have a size, without those that were used. */
    Set<List<String>> unused(Set<List<String>> bytesUsed, Set<List<String>> elementsUsed) {
        Set<List<String>> unused = new HashSet<>(bytes.keySet());
        unused.removeAll(bytesUsed);
        Set<List<String>> unusedElements = new HashSet<>(elements.keySet());
        unusedElements.removeAll(elementsUsed);
        unused.addAll(unusedElements);
        return unused;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BatchBudget budget
                && rows == budget.rows
                && bytes.equals(budget.bytes)
                && elements.equals(budget.elements);
    }

    @Override
    public int hashCode() {
        return Objects.hash(rows, bytes, elements);
    }

    @Override
    public String toString() {
        return "BatchBudget[rows=" + rows + ", bytes=" + bytes + ", elements=" + elements + "]";
    }
}
