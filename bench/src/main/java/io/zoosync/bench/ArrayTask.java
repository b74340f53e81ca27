package io.zoosync.bench;

import io.zoosync.bench.harness.Metric;

/**
 * An operation on arrays of a type and a size.
 *
 * @param size {@code 1e3} and the like, or of matrices {@code 512x512}
 */
record ArrayTask(String operation, String type, String size) {
    private static final int MICROS = 1_000;
    private static final int MILLIS = 1_000_000;

    /** The name that both contenders know it by. */
    String name() {
        return operation + "-" + type + "-" + size;
    }

    static ArrayTask parse(String name) {
        int size = name.lastIndexOf('-');
        int type = name.lastIndexOf('-', size - 1);
        return new ArrayTask(
                name.substring(0, type), name.substring(type + 1, size), name.substring(size + 1));
    }

    /** The number of elements; of matrices, the length of one side. */
    int count() {
        String number = size.contains("x") ? size.substring(0, size.indexOf('x')) : size;
        return (int) Double.parseDouble(number);
    }

    /** Whether it takes milliseconds. */
    boolean isSlow() {
        return unitNanos() == MILLIS;
    }

    /** The unit that suits its size. */
    int unitNanos() {
        return switch (size) {
            case "10", "1e3" -> 1;
            case "1e5" -> MICROS;
            default -> MILLIS;
        };
    }

    Metric metric() {
        int unit = unitNanos();
        return Metric.time(name(), unit == 1 ? "ns" : unit == MICROS ? "us" : "ms");
    }
}
