package io.zoosync.array;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;

/**
 * Computes what may be computed by {@link Vectors}, of seeded numbers in arrays of awkward lengths,
 * and prints each result: sums and means in bits, products by how much of their bound they are off.
 */
public final class VectorProbe {
    static final String SUM = "sum ";
    static final String OFF = "off ";
    static final String KIND = "kind ";

    private static final int LONG = 100_003;
    private static final int MOST_STRIDE = 3;
    private static final int[] STRIDES = {1, 1, 1, 2, MOST_STRIDE, -1};
    private static final long[] ROWS = {1, 2, 3, 5, 8, 9, 64, 129, 300};
    private static final long[] COLUMNS = {1, 7, 8, 9, 33, 128, 300, 1025, 5003};
    private static final int[][] PRODUCTS = {
        {1, 9, 2},
        {3, 5, 7},
        {4, 1, 16},
        {5, 65, 17},
        {7, 130, 33},
        {64, 64, 64},
        {262, 70, 531},
        {33, 129, 40},
        {4, 300, 1},
        {1, 300, 40}
    };

    /** The values that an array has. */
    private enum Values {
        /** Finite, some much larger than others, so that a sum depends on the order. */
        FINITE,
        /** Most of them -0. */
        ZEROS,
        /** With infinities and NaN. */
        SPECIAL
    }

    private final Random random = new Random(20_26);

    private VectorProbe() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println("loops " + inUse(Vectors.DOUBLES) + " " + inUse(Vectors.FLOATS));
        VectorProbe probe = new VectorProbe();
        for (DType type : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
            for (Values values : Values.values()) {
                ZooArray heap = probe.array(type, values, LONG * MOST_STRIDE + 8);
                probe.runs(heap, type + " " + values + " heap");
                ZooArray named = ZooArray.create("probe", type, heap.shape());
                ZooArray.unlink("probe"); // which leaves its memory
                named.assign(heap);
                probe.runs(named, type + " " + values + " named");
                probe.means(type, values);
                probe.products(type, values);
            }
        }
    }

    private static String inUse(VectorLoops<?> loops) {
        return loops == null ? "plain" : loops.getClass().getSimpleName();
    }

    private ZooArray array(DType type, Values values, int length) {
        double[] numbers = new double[length];
        Arrays.setAll(numbers, i -> next(values));
        return ZooArray.of(numbers).astype(type);
    }

    private double next(Values values) {
        double finite = Math.scalb(random.nextDouble() - 0.5, random.nextInt(20));
        return switch (values) {
            case FINITE -> finite;
            case ZEROS -> random.nextInt(50) == 0 ? 0.0 : -0.0;
            case SPECIAL ->
                    switch (random.nextInt(300)) {
                        case 0 -> Double.POSITIVE_INFINITY;
                        case 1 -> Double.NEGATIVE_INFINITY;
                        case 2 -> Double.NaN;
                        default -> finite;
                    };
        };
    }

    // ---------------------------------------------------------------- one after another

    private void runs(ZooArray whole, String name) {
        for (int length = 0; length <= 300; length++) {
            run(whole, length, name);
        }
        for (int length : new int[] {1000, 2049, 4097, LONG}) {
            for (int i = 0; i < STRIDES.length; i++) {
                run(whole, length, name);
            }
        }
    }

    private void run(ZooArray whole, int length, String name) {
        int stride = STRIDES[random.nextInt(STRIDES.length)];
        ZooArray a = view(whole, length, stride);
        ZooArray b = view(whole, length, stride == 1 ? 1 : STRIDES[random.nextInt(4)]);
        String what = name + " length=" + length + " stride=" + stride;
        System.out.println(SUM + what + ": " + Long.toHexString(bits(a.sum())));
        if (length > 0) {
            double[] x = a.toDoubleArray();
            double[] y = b.toDoubleArray();
            int inSequence = 128 + Integer.SIZE; // terms of one sum, and halves
            Worst worst = new Worst(a.dtype(), inSequence);
            worst.add(a.dot(b).getDouble(), x, 0, y, 0, 1, length);
            worst.print("dot " + what);
        }
    }

    /** So many elements from anywhere, the last of them first if the stride is negative. */
    private ZooArray view(ZooArray whole, int length, int stride) {
        int span = length == 0 ? 0 : (length - 1) * Math.abs(stride) + 1;
        int first = random.nextInt((int) whole.size() - span + 1);
        ZooArray forth = whole.slice(Slice.of(first, first + span));
        return forth.slice(length == 0 ? ":" : "::" + stride);
    }

    // ---------------------------------------------------------------- axes, matrices

    private void means(DType type, Values values) {
        for (long rows : ROWS) {
            for (long columns : COLUMNS) {
                ZooArray a = array(type, values, (int) (rows * columns)).reshape(rows, columns);
                for (int axis = 0; axis < 2; axis++) {
                    long[] bits =
                            Arrays.stream(a.mean(axis).toDoubleArray())
                                    .mapToLong(VectorProbe::bits)
                                    .toArray();
                    String what = type + " " + values + " rows=" + rows + " columns=" + columns;
                    System.out.println(SUM + what + " axis=" + axis + ": " + Arrays.hashCode(bits));
                }
            }
        }
    }

    private void products(DType type, Values values) {
        for (int[] shape : PRODUCTS) {
            ZooArray a = array(type, values, shape[0] * shape[1]).reshape(shape[0], shape[1]);
            ZooArray b = array(type, values, shape[1] * shape[2]).reshape(shape[2], shape[1]);
            ZooArray right = b.transpose(); // its columns lie one after another
            ZooArray out = ZooArray.zeros(type, shape[0], shape[2] * 2L).slice("..., ::2");
            a.matmul(right, out);
            String what = "matmul " + type + " " + values + " " + Arrays.toString(shape) + " ";
            checkAll(what + "turned ", a, right, out);
            checkAll(what, a, right.copy(), a.matmul(right.copy()));
        }
    }

    private static void checkAll(String what, ZooArray left, ZooArray right, ZooArray product) {
        double[] x = left.toDoubleArray();
        double[] y = right.toDoubleArray();
        double[] z = product.toDoubleArray();
        int depth = (int) left.shape(1);
        int columns = (int) right.shape(1);
        Worst worst = new Worst(product.dtype(), depth + 1);
        for (int i = 0; i < z.length; i++) {
            worst.add(z[i], x, i / columns * depth, y, i % columns, columns, depth);
        }
        worst.print(what);
    }

    // ---------------------------------------------------------------- the bound

    /**
     * How far sums of products are off, as a part of what so many roundings one after another may
     * make of them; and what kind of numbers those are that are not finite.
     */
    private static final class Worst {
        private final double rounding;
        private double off;
        private int kinds;

        Worst(DType type, int roundings) {
            rounding = roundings * (type == DType.FLOAT64 ? 0x1p-53 : 0x1p-24);
        }

        /**
         * Compares with the sum and that of its rounding errors: as exact as in twice the precision
         * (Ogita, Rump, Oishi: Accurate sum and dot product, 2005).
         */
        void add(double found, double[] x, int row, double[] y, int column, int step, int count) {
            double sum = 0;
            double errors = 0;
            double size = 0;
            for (int i = 0; i < count; i++) {
                double a = x[row + i];
                double b = y[column + i * step];
                double product = a * b;
                double next = sum + product;
                double added = next - sum;
                errors += Math.fma(a, b, -product) + ((sum - (next - added)) + (product - added));
                sum = next;
                size += Math.abs(product);
            }
            if (Double.isFinite(sum)) {
                double difference = Math.abs((found - sum) - errors);
                off = Math.max(off, difference == 0 ? 0 : difference / (rounding * size));
            } else {
                kinds = 31 * kinds + Double.hashCode(found);
            }
        }

        /** A NaN where a number was to be found is off too, as {@code NaN} is its part. */
        void print(String what) {
            System.out.println(OFF + what + ": " + off);
            System.out.println(KIND + what + ": " + kinds);
        }
    }

    /** All NaN are one: neither Java nor NumPy says which one an addition yields. */
    private static long bits(double value) {
        return Double.doubleToLongBits(value);
    }
}
