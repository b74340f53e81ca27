package io.zoosync.array;

import java.util.Objects;

/**
 * What a view takes of one axis, as between the commas of {@code a[1:5, ::-1, 3]} in Python: a
 * range, or one index, or a new axis, or, once, an {@linkplain #ellipsis ellipsis} for all axes
 * that are not named.
 *
 * <p>Negative numbers count from the end of the axis; a range is cut to it, an index beyond it is
 * an error. It is immutable.
 *
 * @see ZooArray#slice(Slice...)
 */
public final class Slice {
    private static final Slice ALL = new Slice(Kind.RANGE, null, null, 1);
    private static final Slice REVERSED = new Slice(Kind.RANGE, null, null, -1);
    private static final Slice NEW_AXIS = new Slice(Kind.NEW_AXIS, null, null, 1);
    private static final Slice ELLIPSIS = new Slice(Kind.ELLIPSIS, null, null, 1);

    private final Kind kind;
    private final Long start; // null: from the end that the step leaves; of an index, the index
    private final Long stop; // null: to the end that the step goes to
    private final long step;

    private Slice(Kind kind, Long start, Long stop, long step) {
        this.kind = kind;
        this.start = start;
        this.stop = stop;
        this.step = step;
    }

    enum Kind {
        RANGE,
        INDEX,
        NEW_AXIS,
        ELLIPSIS
    }

    /** The elements from {@code start} to {@code stop}, exclusive: {@code start:stop}. */
    public static Slice of(long start, long stop) {
        return new Slice(Kind.RANGE, start, stop, 1);
    }

    /**
     * Each {@code step}-th element from {@code start} to {@code stop}, exclusive: {@code
     * start:stop:step}; backwards if the step is negative.
     *
     * @throws IllegalArgumentException if the step is 0
     */
    public static Slice of(long start, long stop, long step) {
        return new Slice(Kind.RANGE, start, stop, checkedStep(step));
    }

    /** The whole axis: {@code :}. */
    public static Slice all() {
        return ALL;
    }

    /** The elements from {@code start} on: {@code start:}. */
    public static Slice from(long start) {
        return new Slice(Kind.RANGE, start, null, 1);
    }

    /** The elements up to {@code stop}, exclusive: {@code :stop}. */
    public static Slice to(long stop) {
        return new Slice(Kind.RANGE, null, stop, 1);
    }

    /**
     * Each {@code step}-th element of the axis: {@code ::step}; from the end if it is negative.
     *
     * @throws IllegalArgumentException if the step is 0
     */
    public static Slice step(long step) {
        return new Slice(Kind.RANGE, null, null, checkedStep(step));
    }

    /** The whole axis from its end to its beginning: {@code ::-1}. */
    public static Slice reversed() {
        return REVERSED;
    }

    /** One element; the view does not have the axis. */
    public static Slice at(long index) {
        return new Slice(Kind.INDEX, index, null, 1);
    }

    /** No element of the array: an axis of length 1 that it does not have. */
    public static Slice newAxis() {
        return NEW_AXIS;
    }

    /** All axes that the other slices do not name: {@code ...}. */
    public static Slice ellipsis() {
        return ELLIPSIS;
    }

    /**
     * Reads what stands between two commas in Python: {@code 1:5}, {@code ::-1}, {@code 3}, {@code
     * ...}, {@code None} or {@code newaxis}.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static Slice parse(String text) {
        String trimmed = text.strip();
        switch (trimmed) {
            case "...":
                return ELLIPSIS;
            case "None", "newaxis":
                return NEW_AXIS;
            default:
                return parseNumbers(trimmed);
        }
    }

    private static Slice parseNumbers(String text) {
        String[] parts = text.split(":", -1);
        if (parts.length > 3 || text.isEmpty()) {
            throw malformed(text);
        }
        if (parts.length == 1) {
            return at(number(parts[0], text));
        }
        Long step = parts.length == 3 ? number(parts[2], text) : null;
        return new Slice(
                Kind.RANGE,
                number(parts[0], text),
                number(parts[1], text),
                step == null ? 1 : checkedStep(step));
    }

    /** Null for nothing. */
    private static Long number(String part, String text) {
        try {
            return part.isBlank() ? null : Long.valueOf(part.strip());
        } catch (NumberFormatException e) {
            throw malformed(text);
        }
    }

    /** Reads slices with commas between them. */
    static Slice[] parseAll(String text) {
        String[] parts = text.split(",", -1);
        Slice[] slices = new Slice[parts.length];
        for (int i = 0; i < parts.length; i++) {
            slices[i] = parse(parts[i]);
        }
        return slices;
    }

    private static long checkedStep(long step) {
        if (step == 0) {
            throw new IllegalArgumentException("a slice's step must not be 0");
        }
        return step;
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException(
                "expected a slice such as 1:5, ::-1, 3, ... or newaxis: \"" + text + "\"");
    }

    Kind kind() {
        return kind;
    }

    /** Of {@link #at}. */
    long index() {
        return start;
    }

    /** Of a range. */
    long step() {
        return step;
    }

    /** The first element that a range takes of an axis; of no meaning if it takes none. */
    long first(long length) {
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? length : length - 1;
        if (start == null) {
            return step > 0 ? lowest : highest;
        }
        return Math.max(lowest, Math.min(highest, start < 0 ? start + length : start));
    }

    private long end(long length) {
        long lowest = step > 0 ? 0 : -1;
        long highest = step > 0 ? length : length - 1;
        if (stop == null) {
            return step > 0 ? highest : lowest;
        }
        return Math.max(lowest, Math.min(highest, stop < 0 ? stop + length : stop));
    }

    /** How many elements a range takes of an axis. */
    long count(long length) {
        long distance = end(length) - first(length);
        if (distance == 0 || distance < 0 != step < 0) {
            return 0;
        }
        return (distance - Long.signum(step)) / step + 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Slice that
                && kind == that.kind
                && Objects.equals(start, that.start)
                && Objects.equals(stop, that.stop)
                && step == that.step;
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, start, stop, step);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        return switch (kind) {
            case ELLIPSIS -> "...";
            case NEW_AXIS -> "newaxis";
            case INDEX -> start.toString();
            case RANGE -> text(start) + ":" + text(stop) + (step == 1 ? "" : ":" + step);
        };
    }

    private static String text(Long number) {
        return number == null ? "" : number.toString();
    }
}
