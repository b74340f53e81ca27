package io.zoosync.array;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops of {@link DType#FLOAT64} with vectors of 256 bits, which the sums of {@link Sums} are made
 * of, and of products with the widest that the machine has, from JDK 25 on.
 *
 * <p>The compiler of JDK 17 goes by the classes that a method of vectors has been called on so far.
 * Where those are of several widths it makes an object of each vector that is stored, and the loop
 * is slower by a factor of up to twenty; so there is one width only. For the same reason no method
 * is called on a variable that changes in a loop, as {@code s0} in {@code s0.add(v)}, but on what
 * was just loaded or computed.
 */
final class DoubleVectors implements VectorLoops<double[]> {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_256;

    /** The elements of a vector. */
    private static final int N = 4;

    /** Of products: the wider they are, the fewer instructions beside those that compute. */
    private static final VectorSpecies<Double> WIDEST =
            Runtime.version().feature() < 25 ? SPECIES : DoubleVector.SPECIES_PREFERRED;

    /** The elements of such a vector. */
    private static final int M = WIDEST.length();

    private static final int STRIP = 2 * M;

    private static final int DOT_RUNS = 4;

    DoubleVectors() {}

    @Override
    public boolean isSuited() {
        return VectorShape.preferredShape().vectorBitSize() >= SPECIES.vectorBitSize();
    }

    @Override
    public double sum(double[] a, int first, int count) {
        DoubleVector low = load(a, first);
        DoubleVector high = load(a, first + N);
        int i = first + 2 * N;
        int end = first + count;
        for (; i <= end - 2 * N; i += 2 * N) {
            low = load(a, i).add(low);
            high = load(a, i + N).add(high);
        }
        double sum = across(nothing().add(low)) + across(nothing().add(high));
        for (; i < end; i++) {
            sum += a[i];
        }
        return sum;
    }

    @Override
    public void addRows(double[] into, double[] from, int first, int second, int count) {
        int i = 0;
        for (; i <= count - N; i += N) {
            DoubleVector sum = load(into, i).add(load(from, first + i));
            sum.add(load(from, second + i)).intoArray(into, i);
        }
        for (; i < count; i++) {
            into[i] = into[i] + from[first + i] + from[second + i];
        }
    }

    /** In {@value #DOT_RUNS} runs, one after another. */
    @Override
    public void dot(
            double[] a, int aFirst, double[] b, int bFirst, int count, double[] sum, int at) {
        int run = count / DOT_RUNS & -N;
        double products = 0;
        int i = 0;
        for (int n = 0; n < DOT_RUNS; n++) {
            products += dot(a, aFirst + i, b, bFirst + i, run);
            i += run;
        }
        for (; i < count; i++) {
            products += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += products;
    }

    /**
     * With one vector at a time: several would be faster by a tenth in the cache, but let the
     * processor fetch only half as much from memory as it can.
     */
    private static double dot(double[] a, int aFirst, double[] b, int bFirst, int count) {
        DoubleVector sums = DoubleVector.zero(SPECIES);
        for (int i = 0; i < count; i += N) {
            sums = load(a, aFirst + i).mul(load(b, bFirst + i)).add(sums);
        }
        return across(nothing().add(sums));
    }

    @Override
    public int dotSums() {
        return DOT_RUNS * N;
    }

    @Override
    public int stripWidth() {
        return STRIP;
    }

    @Override
    public void toStrips(double[] row, int width, double[] strips, int first, int stride) {
        int to = first;
        for (int i = 0; i < width; i += STRIP, to += stride) {
            wide(row, i).intoArray(strips, to);
            wide(row, i + M).intoArray(strips, to + M);
        }
    }

    @Override
    public void addProduct(
            double[] a,
            int aFirst,
            int aStride,
            double[] b,
            int bFirst,
            int depth,
            double[] c,
            int cFirst,
            int cStride) {
        int a1 = aFirst + aStride;
        int a2 = a1 + aStride;
        int a3 = a2 + aStride;
        int c1 = cFirst + cStride;
        int c2 = c1 + cStride;
        int c3 = c2 + cStride;
        DoubleVector s00 = DoubleVector.zero(WIDEST);
        DoubleVector s01 = s00;
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s30 = s00;
        DoubleVector s31 = s00;
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = wide(b, bFirst + k * STRIP);
            DoubleVector b1 = wide(b, bFirst + k * STRIP + M);
            DoubleVector factor = DoubleVector.broadcast(WIDEST, a[aFirst + k]);
            s00 = factor.fma(b0, s00);
            s01 = factor.fma(b1, s01);
            factor = DoubleVector.broadcast(WIDEST, a[a1 + k]);
            s10 = factor.fma(b0, s10);
            s11 = factor.fma(b1, s11);
            factor = DoubleVector.broadcast(WIDEST, a[a2 + k]);
            s20 = factor.fma(b0, s20);
            s21 = factor.fma(b1, s21);
            factor = DoubleVector.broadcast(WIDEST, a[a3 + k]);
            s30 = factor.fma(b0, s30);
            s31 = factor.fma(b1, s31);
        }
        wide(c, cFirst).add(s00).intoArray(c, cFirst);
        wide(c, cFirst + M).add(s01).intoArray(c, cFirst + M);
        wide(c, c1).add(s10).intoArray(c, c1);
        wide(c, c1 + M).add(s11).intoArray(c, c1 + M);
        wide(c, c2).add(s20).intoArray(c, c2);
        wide(c, c2 + M).add(s21).intoArray(c, c2 + M);
        wide(c, c3).add(s30).intoArray(c, c3);
        wide(c, c3 + M).add(s31).intoArray(c, c3 + M);
    }

    /** Numbers that change no other by being added, not even -0. */
    private static DoubleVector nothing() {
        return DoubleVector.broadcast(SPECIES, -0.0);
    }

    private static DoubleVector load(double[] a, int at) {
        return DoubleVector.fromArray(SPECIES, a, at);
    }

    private static DoubleVector wide(double[] a, int at) {
        return DoubleVector.fromArray(WIDEST, a, at);
    }

    /** The sum of the elements, two and two. */
    private static double across(DoubleVector v) {
        return (v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3));
    }
}
