package io.zoosync.array;

/**
 * How many elements become one: the loops of a reduction in one type.
 *
 * @param type of the elements, and of what they become
 * @param start an array of one element: the result for no elements
 * @param inHalves whether long runs are folded in halves, each for itself, as {@link Sums} does
 * @param run folds elements one after another into one
 * @param row folds each element of {@code b} with that of {@code a}
 * @param rows folds as {@code row} does, two rows at once where they lie; null if that is not
 *     faster
 * @param totals folds as {@code run} does, and sets each element to what it was folded into; null
 *     if there is no such loop
 */
record Fold(
        DType type,
        Object start,
        boolean inHalves,
        Run<Object> run,
        Loop row,
        Rows<Object> rows,
        Run<Object> totals) {
    /** Folds {@code count} elements from {@code first} on into {@code into[at]}. */
    @FunctionalInterface
    interface Run<T> {
        void run(T into, int at, T from, int first, int count);
    }

    /**
     * Folds {@code count} elements from {@code first} on with those of {@code into}, and then as
     * many from {@code second} on, element by element.
     */
    @FunctionalInterface
    interface Rows<T> {
        void run(T into, T from, int first, int second, int count);
    }

    static <T> Fold of(DType type, T start, boolean inHalves, Run<T> run, Loop.Two<T, T, T> row) {
        return new Fold(type, start, inHalves, untyped(run), Loop.of(row), null, null);
    }

    static <T> Fold of(
            DType type,
            T start,
            boolean inHalves,
            Run<T> run,
            Loop.Two<T, T, T> row,
            Run<T> totals) {
        return new Fold(type, start, inHalves, untyped(run), Loop.of(row), null, untyped(totals));
    }

    /** The same fold with a loop for two rows, unless that is null. */
    @SuppressWarnings("unchecked")
    <T> Fold withRows(Rows<T> loop) {
        if (loop == null) {
            return this;
        }
        Rows<Object> untyped =
                (into, from, first, second, count) ->
                        loop.run((T) into, (T) from, first, second, count);
        return new Fold(type, start, inHalves, run, row, untyped, totals);
    }

    @SuppressWarnings("unchecked")
    private static <T> Run<Object> untyped(Run<T> run) {
        return (into, at, from, first, count) -> run.run((T) into, at, (T) from, first, count);
    }

    /** A Java array of results for no elements. */
    Object begin(int length) {
        Object into = Tiles.create(type, length);
        Tiles.fill(type, into, 0, length, start);
        return into;
    }
}
