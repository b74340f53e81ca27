package io.zoosync.pool;

import io.zoosync.array.ZooArray;
import java.lang.ref.Reference;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** The maps of a {@link ZooPool}, which says what they have in common. */
abstract sealed class PoolMaps permits ZooPool {
    private final Maps maps;

    PoolMaps(Maps maps) {
        this.maps = maps;
    }

    final Maps maps() {
        return maps;
    }

    // Maps of numbers

    public int[] map(PoolFunction.OfInt f, IntStream xs) throws InterruptedException {
        return map(f, xs.toArray(), MapOptions.options());
    }

    public int[] map(PoolFunction.OfInt f, IntStream xs, MapOptions options)
            throws InterruptedException {
        return map(f, xs.toArray(), options);
    }

    public int[] map(PoolFunction.OfInt f, int[] xs) throws InterruptedException {
        return map(f, xs, MapOptions.options());
    }

    public int[] map(PoolFunction.OfInt f, int[] xs, MapOptions options)
            throws InterruptedException {
        return (int[]) run(Kernel.INT_TO_INT, f, xs, options);
    }

    public long[] map(PoolFunction.OfLong f, LongStream xs) throws InterruptedException {
        return map(f, xs.toArray(), MapOptions.options());
    }

    public long[] map(PoolFunction.OfLong f, LongStream xs, MapOptions options)
            throws InterruptedException {
        return map(f, xs.toArray(), options);
    }

    public long[] map(PoolFunction.OfLong f, long[] xs) throws InterruptedException {
        return map(f, xs, MapOptions.options());
    }

    public long[] map(PoolFunction.OfLong f, long[] xs, MapOptions options)
            throws InterruptedException {
        return (long[]) run(Kernel.LONG_TO_LONG, f, xs, options);
    }

    public double[] map(PoolFunction.OfDouble f, DoubleStream xs) throws InterruptedException {
        return map(f, xs.toArray(), MapOptions.options());
    }

    public double[] map(PoolFunction.OfDouble f, DoubleStream xs, MapOptions options)
            throws InterruptedException {
        return map(f, xs.toArray(), options);
    }

    public double[] map(PoolFunction.OfDouble f, double[] xs) throws InterruptedException {
        return map(f, xs, MapOptions.options());
    }

    public double[] map(PoolFunction.OfDouble f, double[] xs, MapOptions options)
            throws InterruptedException {
        return (double[]) run(Kernel.DOUBLE_TO_DOUBLE, f, xs, options);
    }

    public long[] mapToLong(PoolFunction.IntToLong f, IntStream xs) throws InterruptedException {
        return mapToLong(f, xs, MapOptions.options());
    }

    public long[] mapToLong(PoolFunction.IntToLong f, IntStream xs, MapOptions options)
            throws InterruptedException {
        return (long[]) run(Kernel.INT_TO_LONG, f, xs.toArray(), options);
    }

    public double[] mapToDouble(PoolFunction.IntToDouble f, IntStream xs)
            throws InterruptedException {
        return mapToDouble(f, xs, MapOptions.options());
    }

    public double[] mapToDouble(PoolFunction.IntToDouble f, IntStream xs, MapOptions options)
            throws InterruptedException {
        return (double[]) run(Kernel.INT_TO_DOUBLE, f, xs.toArray(), options);
    }

    public double[] mapToDouble(PoolFunction.LongToDouble f, LongStream xs)
            throws InterruptedException {
        return mapToDouble(f, xs, MapOptions.options());
    }

    public double[] mapToDouble(PoolFunction.LongToDouble f, LongStream xs, MapOptions options)
            throws InterruptedException {
        return (double[]) run(Kernel.LONG_TO_DOUBLE, f, xs.toArray(), options);
    }

    public <R> List<R> mapToObj(PoolFunction.IntToObject<R> f, IntStream xs)
            throws InterruptedException {
        return mapToObj(f, xs, MapOptions.options());
    }

    public <R> List<R> mapToObj(PoolFunction.IntToObject<R> f, IntStream xs, MapOptions options)
            throws InterruptedException {
        return list(Kernel.INT_TO_OBJECT, f, xs.toArray(), options);
    }

    public <R> List<R> mapToObj(PoolFunction.LongToObject<R> f, LongStream xs)
            throws InterruptedException {
        return mapToObj(f, xs, MapOptions.options());
    }

    public <R> List<R> mapToObj(PoolFunction.LongToObject<R> f, LongStream xs, MapOptions options)
            throws InterruptedException {
        return list(Kernel.LONG_TO_OBJECT, f, xs.toArray(), options);
    }

    public <R> List<R> mapToObj(PoolFunction.DoubleToObject<R> f, DoubleStream xs)
            throws InterruptedException {
        return mapToObj(f, xs, MapOptions.options());
    }

    public <R> List<R> mapToObj(
            PoolFunction.DoubleToObject<R> f, DoubleStream xs, MapOptions options)
            throws InterruptedException {
        return list(Kernel.DOUBLE_TO_OBJECT, f, xs.toArray(), options);
    }

    // Maps of objects

    public <T, R> List<R> map(PoolFunction<? super T, ? extends R> f, Collection<T> xs)
            throws InterruptedException {
        return map(f, xs, MapOptions.options());
    }

    public <T, R> List<R> map(
            PoolFunction<? super T, ? extends R> f, Collection<T> xs, MapOptions options)
            throws InterruptedException {
        return list(Kernel.OBJECT_TO_OBJECT, f, xs.toArray(), options);
    }

    public <T, R> List<R> map(PoolFunction<? super T, ? extends R> f, Stream<T> xs)
            throws InterruptedException {
        return map(f, xs, MapOptions.options());
    }

    public <T, R> List<R> map(
            PoolFunction<? super T, ? extends R> f, Stream<T> xs, MapOptions options)
            throws InterruptedException {
        return list(Kernel.OBJECT_TO_OBJECT, f, xs.toArray(), options);
    }

    public <T> int[] mapToInt(PoolFunction.ToInt<? super T> f, Collection<T> xs)
            throws InterruptedException {
        return mapToInt(f, xs, MapOptions.options());
    }

    public <T> int[] mapToInt(PoolFunction.ToInt<? super T> f, Collection<T> xs, MapOptions options)
            throws InterruptedException {
        return (int[]) run(Kernel.OBJECT_TO_INT, f, xs.toArray(), options);
    }

    public <T> long[] mapToLong(PoolFunction.ToLong<? super T> f, Collection<T> xs)
            throws InterruptedException {
        return mapToLong(f, xs, MapOptions.options());
    }

    public <T> long[] mapToLong(
            PoolFunction.ToLong<? super T> f, Collection<T> xs, MapOptions options)
            throws InterruptedException {
        return (long[]) run(Kernel.OBJECT_TO_LONG, f, xs.toArray(), options);
    }

    public <T> double[] mapToDouble(PoolFunction.ToDouble<? super T> f, Collection<T> xs)
            throws InterruptedException {
        return mapToDouble(f, xs, MapOptions.options());
    }

    public <T> double[] mapToDouble(
            PoolFunction.ToDouble<? super T> f, Collection<T> xs, MapOptions options)
            throws InterruptedException {
        return (double[]) run(Kernel.OBJECT_TO_DOUBLE, f, xs.toArray(), options);
    }

    /** Applies a function of two arguments to the keys and values of entries. */
    public <A, B, R> List<R> starmap(
            PoolFunction.OfTwo<? super A, ? super B, ? extends R> f,
            Collection<Map.Entry<A, B>> arguments)
            throws InterruptedException {
        return list(Kernel.TWO_OBJECTS, f, Maps.pairs(arguments), MapOptions.options());
    }

    /**
     * Applies a function of two arguments to the elements of two collections, pair by pair.
     *
     * @throws IllegalArgumentException if the collections differ in size
     */
    public <A, B, R> List<R> starmap(
            PoolFunction.OfTwo<? super A, ? super B, ? extends R> f,
            Collection<A> as,
            Collection<B> bs)
            throws InterruptedException {
        return starmap(f, as, bs, MapOptions.options());
    }

    /** As {@link #starmap(PoolFunction.OfTwo, Collection, Collection)}. */
    public <A, B, R> List<R> starmap(
            PoolFunction.OfTwo<? super A, ? super B, ? extends R> f,
            Collection<A> as,
            Collection<B> bs,
            MapOptions options)
            throws InterruptedException {
        return list(Kernel.TWO_OBJECTS, f, Maps.zip(as, bs), options);
    }

    // Actions

    public <T> void forEach(PoolFunction.Action<? super T> f, Collection<T> xs)
            throws InterruptedException {
        forEach(f, xs, MapOptions.options());
    }

    public <T> void forEach(PoolFunction.Action<? super T> f, Collection<T> xs, MapOptions options)
            throws InterruptedException {
        run(Kernel.OBJECT_ACTION, f, xs.toArray(), options);
    }

    public void forEach(PoolFunction.IntAction f, IntStream xs) throws InterruptedException {
        forEach(f, xs, MapOptions.options());
    }

    public void forEach(PoolFunction.IntAction f, IntStream xs, MapOptions options)
            throws InterruptedException {
        run(Kernel.INT_ACTION, f, xs.toArray(), options);
    }

    /**
     * Has workers do something with each row of a named array, in place: {@code array.index(i)} for
     * each {@code i} of its first axis.
     *
     * @throws IllegalArgumentException if the array has no name, or no axis
     */
    public void forEachRow(ZooArray array, PoolFunction.Action<ZooArray> f)
            throws InterruptedException {
        forEachRow(array, f, MapOptions.options());
    }

    /** As {@link #forEachRow(ZooArray, PoolFunction.Action)}. */
    public void forEachRow(ZooArray array, PoolFunction.Action<ZooArray> f, MapOptions options)
            throws InterruptedException {
        inPlace(Kernel.ROWS, array, f, options);
    }

    /**
     * Has workers do something with blocks of a named array, in place: slices of its first axis
     * that together are all of it. The {@linkplain MapOptions#chunk chunk} is the length of a
     * block; if it is not given, blocks differ in length.
     *
     * @throws IllegalArgumentException if the array has no name, or no axis
     */
    public void forEachBlock(ZooArray array, PoolFunction.Action<ZooArray> f)
            throws InterruptedException {
        forEachBlock(array, f, MapOptions.options());
    }

    /** As {@link #forEachBlock(ZooArray, PoolFunction.Action)}. */
    public void forEachBlock(ZooArray array, PoolFunction.Action<ZooArray> f, MapOptions options)
            throws InterruptedException {
        inPlace(Kernel.BLOCKS, array, f, options);
    }

    // Reductions

    /**
     * Combines all elements, in their order, by an associative function.
     *
     * @param identity what the empty sum is; it is combined with the rest once
     */
    public int reduce(int identity, PoolFunction.OfTwoInts f, IntStream xs)
            throws InterruptedException {
        return reduce(
                Kernel.REDUCE_INTS,
                f,
                xs.toArray(),
                identity,
                (a, b) -> Maps.here(() -> f.apply(a, (Integer) b)),
                MapOptions.options());
    }

    /** As {@link #reduce(int, PoolFunction.OfTwoInts, IntStream)}. */
    public long reduce(long identity, PoolFunction.OfTwoLongs f, LongStream xs)
            throws InterruptedException {
        return reduce(
                Kernel.REDUCE_LONGS,
                f,
                xs.toArray(),
                identity,
                (a, b) -> Maps.here(() -> f.apply(a, (Long) b)),
                MapOptions.options());
    }

    /** As {@link #reduce(int, PoolFunction.OfTwoInts, IntStream)}. */
    public double reduce(double identity, PoolFunction.OfTwoDoubles f, DoubleStream xs)
            throws InterruptedException {
        return reduce(
                Kernel.REDUCE_DOUBLES,
                f,
                xs.toArray(),
                identity,
                (a, b) -> Maps.here(() -> f.apply(a, (Double) b)),
                MapOptions.options());
    }

    /** As {@link #reduce(int, PoolFunction.OfTwoInts, IntStream)}. */
    @SuppressWarnings("unchecked") // parts that are values of the function
    public <T> T reduce(T identity, PoolFunction.OfTwo<T, T, T> f, Collection<T> xs)
            throws InterruptedException {
        return reduce(
                Kernel.REDUCE_OBJECTS,
                f,
                xs.toArray(),
                identity,
                (a, b) -> Maps.here(() -> f.apply(a, (T) b)),
                MapOptions.options());
    }

    /**
     * Applies a function to each element and combines what it gives, so that only combined values
     * come back.
     *
     * @param identity what the empty sum is; it is combined with the rest once
     */
    @SuppressWarnings("unchecked") // parts that are values of the function
    public <T, R> R mapReduce(
            PoolFunction<? super T, ? extends R> map,
            R identity,
            PoolFunction.OfTwo<R, R, R> combine,
            Collection<T> xs)
            throws InterruptedException {
        return reduce(
                Kernel.MAP_AND_REDUCE,
                new Two(map, combine),
                xs.toArray(),
                identity,
                (a, b) -> Maps.here(() -> combine.apply(a, (R) b)),
                MapOptions.options());
    }

    // Lazy maps

    /**
     * Applies a function to elements as their results are asked for, in the order of the elements.
     * The default chunk is a single element.
     */
    public <T, R> PoolResults<R> imap(PoolFunction<? super T, ? extends R> f, Iterable<T> xs) {
        return imap(f, xs, MapOptions.options());
    }

    /** As {@link #imap(PoolFunction, Iterable)}. */
    public <T, R> PoolResults<R> imap(
            PoolFunction<? super T, ? extends R> f, Iterable<T> xs, MapOptions options) {
        return new PoolResults<>(maps.lazily(f, xs.iterator(), true, options), this);
    }

    /** As {@link #imap(PoolFunction, Iterable)}; the stream may be infinite. */
    public <T, R> PoolResults<R> imap(PoolFunction<? super T, ? extends R> f, Stream<T> xs) {
        return new PoolResults<>(maps.lazily(f, xs.iterator(), true, MapOptions.options()), this);
    }

    /** As {@link #imap(PoolFunction, Iterable)}, with results in the order in which they come. */
    public <T, R> PoolResults<R> imapUnordered(
            PoolFunction<? super T, ? extends R> f, Iterable<T> xs) {
        return imapUnordered(f, xs, MapOptions.options());
    }

    /** As {@link #imapUnordered(PoolFunction, Iterable)}. */
    public <T, R> PoolResults<R> imapUnordered(
            PoolFunction<? super T, ? extends R> f, Iterable<T> xs, MapOptions options) {
        return new PoolResults<>(maps.lazily(f, xs.iterator(), false, options), this);
    }

    /** As {@link #imapUnordered(PoolFunction, Iterable)}; the stream may be infinite. */
    public <T, R> PoolResults<R> imapUnordered(
            PoolFunction<? super T, ? extends R> f, Stream<T> xs) {
        return new PoolResults<>(maps.lazily(f, xs.iterator(), false, MapOptions.options()), this);
    }

    private Object run(Kernel kernel, Object function, Object inputs, MapOptions options)
            throws InterruptedException {
        try {
            return maps.map(kernel, function, inputs, options);
        } finally {
            Reference.reachabilityFence(this); // an unreachable pool ends
        }
    }

    private <R> List<R> list(Kernel kernel, Object function, Object inputs, MapOptions options)
            throws InterruptedException {
        try {
            return maps.toList(kernel, function, inputs, options);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private void inPlace(
            Kernel kernel, ZooArray array, PoolFunction.Action<ZooArray> f, MapOptions options)
            throws InterruptedException {
        try {
            maps.inPlace(kernel, array, f, options);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    private <V> V reduce(
            Kernel kernel,
            Object function,
            Object inputs,
            V identity,
            BiFunction<V, Object, V> combine,
            MapOptions options)
            throws InterruptedException {
        try {
            return maps.reduce(kernel, function, inputs, identity, combine, options);
        } finally {
            Reference.reachabilityFence(this);
        }
    }
}
