package io.zoosync.array;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * Loops of {@link DType#FLOAT64} with vectors of 256 bits: wide enough for what memory and two
 * units of arithmetic yield, and what the sums of {@link Sums} are made of.
 */
final class DoubleVectors implements VectorLoops<double[]> {
    private static final VectorSpecies<Double> SPECIES = DoubleVector.SPECIES_256;

    /** The elements of a vector. */
    private static final int N = 4;

    private static final int STRIP = 2 * N;

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
            low = low.add(load(a, i));
            high = high.add(load(a, i + N));
        }
        double sum = across(low) + across(high);
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

    @Override
    public void dot(
            double[] a, int aFirst, double[] b, int bFirst, int count, double[] sum, int at) {
        DoubleVector s0 = DoubleVector.zero(SPECIES);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector s3 = s0;
        int i = 0;
        for (; i <= count - 4 * N; i += 4 * N) {
            int p = aFirst + i;
            int q = bFirst + i;
            s0 = s0.add(load(a, p).mul(load(b, q)));
            s1 = s1.add(load(a, p + N).mul(load(b, q + N)));
            s2 = s2.add(load(a, p + 2 * N).mul(load(b, q + 2 * N)));
            s3 = s3.add(load(a, p + 3 * N).mul(load(b, q + 3 * N)));
        }
        double rest = 0;
        for (; i < count; i++) {
            rest += a[aFirst + i] * b[bFirst + i];
        }
        sum[at] += across(s0.add(s1).add(s2.add(s3))) + rest;
    }

    @Override
    public int stripWidth() {
        return STRIP;
    }

    @Override
    public void toStrips(double[] row, int width, double[] strips, int first, int stride) {
        int to = first;
        for (int i = 0; i < width; i += STRIP, to += stride) {
            load(row, i).intoArray(strips, to);
            load(row, i + N).intoArray(strips, to + N);
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
        DoubleVector s00 = load(c, cFirst);
        DoubleVector s01 = load(c, cFirst + N);
        DoubleVector s10 = load(c, c1);
        DoubleVector s11 = load(c, c1 + N);
        DoubleVector s20 = load(c, c2);
        DoubleVector s21 = load(c, c2 + N);
        DoubleVector s30 = load(c, c3);
        DoubleVector s31 = load(c, c3 + N);
        for (int k = 0; k < depth; k++) {
            DoubleVector b0 = load(b, bFirst + k * STRIP);
            DoubleVector b1 = load(b, bFirst + k * STRIP + N);
            DoubleVector factor = DoubleVector.broadcast(SPECIES, a[aFirst + k]);
            s00 = factor.fma(b0, s00);
            s01 = factor.fma(b1, s01);
            factor = DoubleVector.broadcast(SPECIES, a[a1 + k]);
            s10 = factor.fma(b0, s10);
            s11 = factor.fma(b1, s11);
            factor = DoubleVector.broadcast(SPECIES, a[a2 + k]);
            s20 = factor.fma(b0, s20);
            s21 = factor.fma(b1, s21);
            factor = DoubleVector.broadcast(SPECIES, a[a3 + k]);
            s30 = factor.fma(b0, s30);
            s31 = factor.fma(b1, s31);
        }
        s00.intoArray(c, cFirst);
        s01.intoArray(c, cFirst + N);
        s10.intoArray(c, c1);
        s11.intoArray(c, c1 + N);
        s20.intoArray(c, c2);
        s21.intoArray(c, c2 + N);
        s30.intoArray(c, c3);
        s31.intoArray(c, c3 + N);
    }

    private static DoubleVector load(double[] a, int at) {
        return DoubleVector.fromArray(SPECIES, a, at);
    }

    /** The sum of the elements, two and two. */
    private static double across(DoubleVector v) {
        return (v.lane(0) + v.lane(1)) + (v.lane(2) + v.lane(3));
    }
}
