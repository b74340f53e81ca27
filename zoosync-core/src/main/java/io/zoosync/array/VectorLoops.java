package io.zoosync.array;

/**
 * Inner loops over Java arrays of one floating type that HotSpot does not vectorise by itself,
 * written with the JDK's Vector API. They are in a source directory of their own, which alone is
 * compiled with that incubating module; {@link Vectors} loads them where a user has added it.
 *
 * @param <T> {@code double[]} or {@code float[]}
 */
interface VectorLoops<T> {
    /** Whether this machine has vectors as wide as the loops use; without, they would crawl. */
    boolean isSuited();

    /** The sum of 8 to 128 elements, to the last bit what the plain loop of {@link Sums} makes. */
    double sum(T a, int first, int count);

    /** Adds two rows, the first of them first: each element becomes what a plain loop makes it. */
    void addRows(T into, T from, int first, int second, int count);

    /**
     * Adds to {@code sum[at]} the products {@code a[i] * b[i]}. Each is rounded before it is added
     * to one of {@link #dotSums} sums.
     */
    void dot(T a, int aFirst, T b, int bFirst, int count, T sum, int at);

    int dotSums();

    /** The columns of a strip of {@link #addProduct}. */
    int stripWidth();

    /**
     * Copies a row of whole strips, one of them to {@code first} and each other one {@code stride}
     * elements further.
     */
    void toStrips(T row, int width, T strips, int first, int stride);

    /**
     * Adds to a part of a matrix, of four rows and the columns of one strip, the product of four
     * rows of {@code depth} elements and a strip of as many rows. Each product is added without
     * having been rounded.
     *
     * @param aStride from the start of one row of {@code a} to that of the next
     * @param b the strip, whose rows lie one after another from {@code bFirst} on
     */
    void addProduct(
            T a, int aFirst, int aStride, T b, int bFirst, int depth, T c, int cFirst, int cStride);
}
