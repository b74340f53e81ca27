package io.zoosync.array;

import java.io.IOException;
import java.io.InputStream;
import java.io.InvalidObjectException;
import java.io.ObjectInputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.LongUnaryOperator;

/**
 * An n-dimensional array of numbers of one type, with NumPy's operations under NumPy's names and
 * with NumPy's results; a named one lies in shared memory and is a {@code .npy} file there.
 *
 * <pre>{@code
 * try (ZooArray image = ZooArray.open("image", DType.FLOAT32, 1080, 1920)) {
 *     image.slice("::2, ::2").multiplyAssign(0.5);        // in place, seen by all processes
 *     ZooArray rows = image.mean(1);                      // a new array of shape [1080]
 *     double brightest = rows.max();
 * }
 * }</pre>
 *
 * <p><b>Views.</b> An array is a way to look at memory: a type, a shape, and how many bytes lie
 * between neighbours along each axis. Slices, transposes and the like are other ways to look at the
 * same memory, and copy nothing. Whatever computes makes a new array, unless it is told where to
 * put the result: {@code a.add(b, out)} and {@code a.addAssign(b)} write into memory that is there,
 * which may overlap with what they read: the result is as if that had been copied before.
 *
 * <p><b>Types.</b> Two arrays give a result of {@link DType#promote} of their types. A single
 * number takes the type of the array: a {@code long} must fit it, and gives {@link DType#INT64}
 * with {@link DType#BOOL}; a {@code double} with integers gives {@link DType#FLOAT64}. Integers
 * that overflow wrap around. Floating-point numbers follow IEEE 754, and nothing throws for NaN,
 * infinity or division by zero; an integer divided by zero is 0.
 *
 * <p><b>Shapes.</b> Arrays of different shapes are broadcast as in NumPy: aligned at their last
 * axes, where a length of 1 is repeated. An axis is given by its number, and a negative one counts
 * from the last. So does a negative index, from the end of its axis.
 *
 * <p><b>Errors.</b> An index out of bounds throws {@link IndexOutOfBoundsException}; shapes, axes,
 * types or values that do not fit throw {@link IllegalArgumentException}; both show what did not
 * fit. Every use of an array that was closed throws {@link IllegalStateException}.
 *
 * <p><b>Memory.</b> Accesses to elements are plain ones. Between threads and between processes they
 * are ordered by something else: what precedes the release of a lock, the commit of a message or
 * the submission of a task happens-before its acquisition, receipt or start. Elements of up to 8
 * bytes are never torn on 64-bit machines. There are no atomic operations.
 *
 * <p>An array's memory is given back when nothing refers to it any more; {@link #close} does not
 * hasten that but lets go of it. Arrays are equal only to themselves; {@link #eq(ZooArray)}
 * compares elements.
 *
 * <p>Serialisation writes a named array, and views of it, by its name: whoever reads it attaches to
 * it, and an error is thrown if it was unlinked since. Any other array is written with the elements
 * it shows, and is a copy where it is read.
 */
public final class ZooArray implements AutoCloseable, Serializable {
    private static final long serialVersionUID = 1L;

    private final transient Storage storage;
    private final transient DType dtype;
    private final transient long offset;
    private final transient long[] shape;
    private final transient long[] strides;
    private final transient long size;
    private final transient boolean contiguous;
    private final transient boolean owner;

    private ZooArray(
            Storage storage,
            DType dtype,
            long offset,
            long[] shape,
            long[] strides,
            boolean contiguous,
            boolean owner) {
        this.storage = storage;
        this.dtype = dtype;
        this.offset = offset;
        this.shape = shape;
        this.strides = strides;
        this.size = Shapes.size(shape);
        this.contiguous = contiguous;
        this.owner = owner;
    }

    // ---------------------------------------------------------------- for this package

    /**
     * A new unnamed C-ordered array of zeros.
     *
     * @param shape kept, not copied: must not be changed afterwards
     */
    static ZooArray allocate(DType dtype, long... shape) {
        Storage storage = Storage.allocate(dtype, Shapes.checkedBytes(dtype, shape));
        return whole(storage, dtype, shape);
    }

    /** A C-ordered array over all of a storage. */
    static ZooArray whole(Storage storage, DType dtype, long... shape) {
        long[] strides = Shapes.cStrides(shape, dtype.bytes());
        return new ZooArray(storage, dtype, 0, shape, strides, true, true);
    }

    /** An array that closes its storage. */
    static ZooArray owning(
            Storage storage, DType dtype, long offset, long[] shape, long[] strides) {
        boolean dense = Shapes.isContiguous(shape, strides, dtype.bytes());
        return new ZooArray(storage, dtype, offset, shape, strides, dense, true);
    }

    /** Another array over the same memory; the arrays are kept, not copied. */
    ZooArray view(long newOffset, long[] newShape, long[] newStrides) {
        boolean dense = Shapes.isContiguous(newShape, newStrides, dtype.bytes());
        return new ZooArray(storage, dtype, newOffset, newShape, newStrides, dense, false);
    }

    /** The memory. */
    Storage storage() {
        return storage;
    }

    /** Where in the storage the first element is, in bytes. */
    long offset() {
        return offset;
    }

    /** The shape itself, not to be changed. */
    long[] shapeRef() {
        return shape;
    }

    /** The strides in bytes themselves, not to be changed. */
    long[] stridesRef() {
        return strides;
    }

    /** Where an element is in the storage, in bytes. */
    private long at(long i) {
        if (shape.length != 1) {
            throw Views.wrongNumber(this, i);
        }
        long a = i < 0 ? i + shape[0] : i;
        if (a < 0 || a >= shape[0]) {
            throw Shapes.outOfBounds(shape, i);
        }
        return offset + a * strides[0];
    }

    private long at(long i, long j) {
        if (shape.length != 2) {
            throw Views.wrongNumber(this, i, j);
        }
        long a = i < 0 ? i + shape[0] : i;
        long b = j < 0 ? j + shape[1] : j;
        if (a < 0 || a >= shape[0] || b < 0 || b >= shape[1]) {
            throw Shapes.outOfBounds(shape, i, j);
        }
        return offset + a * strides[0] + b * strides[1];
    }

    private long at(long i, long j, long k) {
        if (shape.length != 3) {
            throw Views.wrongNumber(this, i, j, k);
        }
        long a = i < 0 ? i + shape[0] : i;
        long b = j < 0 ? j + shape[1] : j;
        long c = k < 0 ? k + shape[2] : k;
        if (a < 0 || a >= shape[0] || b < 0 || b >= shape[1] || c < 0 || c >= shape[2]) {
            throw Shapes.outOfBounds(shape, i, j, k);
        }
        return offset + a * strides[0] + b * strides[1] + c * strides[2];
    }

    private long at(long... index) {
        return Views.at(this, index);
    }

    // ---------------------------------------------------------------- description

    /** The type of the elements. */
    public DType dtype() {
        return dtype;
    }

    /** The number of dimensions. */
    public int rank() {
        return shape.length;
    }

    /** The number of elements. */
    public long size() {
        return size;
    }

    /** The length of each axis. */
    public long[] shape() {
        return shape.clone();
    }

    /** The length of one axis, counted from the last if negative. */
    public long shape(int axis) {
        return shape[Shapes.axis(axis, shape)];
    }

    /** Whether the elements lie in C order without gaps: the last index changes fastest. */
    public boolean isContiguous() {
        return contiguous;
    }

    // ---------------------------------------------------------------- creation

    /** Zeros, as {@link DType#FLOAT64}. */
    public static ZooArray zeros(long... shape) {
        return zeros(DType.FLOAT64, shape);
    }

    /** Zeros; false for {@link DType#BOOL}. */
    public static ZooArray zeros(DType dtype, long... shape) {
        return allocate(dtype, shape.clone());
    }

    /** Ones, as {@link DType#FLOAT64}. */
    public static ZooArray ones(long... shape) {
        return ones(DType.FLOAT64, shape);
    }

    /** Ones; true for {@link DType#BOOL}. */
    public static ZooArray ones(DType dtype, long... shape) {
        return allocate(dtype, shape.clone()).fill(1);
    }

    /** A value everywhere; with no shape, a single element of no dimension. */
    public static ZooArray full(DType dtype, double value, long... shape) {
        return allocate(dtype, shape.clone()).fill(value);
    }

    /** A value everywhere; with no shape, a single element of no dimension. */
    public static ZooArray full(DType dtype, long value, long... shape) {
        return allocate(dtype, shape.clone()).fill(value);
    }

    /** The identity matrix of {@code n} rows, as {@link DType#FLOAT64}. */
    public static ZooArray eye(long n) {
        return eye(DType.FLOAT64, n);
    }

    /** The identity matrix of {@code n} rows. */
    public static ZooArray eye(DType dtype, long n) {
        return Creation.eye(dtype, n);
    }

    /** A copy of these values in one dimension, as {@link DType#FLOAT64}. */
    public static ZooArray of(double... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#FLOAT64}. */
    public static ZooArray of(double[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#FLOAT32}. */
    public static ZooArray of(float... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#FLOAT32}. */
    public static ZooArray of(float[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#INT64}. */
    public static ZooArray of(long... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#INT64}. */
    public static ZooArray of(long[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#INT32}. */
    public static ZooArray of(int... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#INT32}. */
    public static ZooArray of(int[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#INT16}. */
    public static ZooArray of(short... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#INT16}. */
    public static ZooArray of(short[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#INT8}. */
    public static ZooArray of(byte... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#INT8}. */
    public static ZooArray of(byte[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these values in one dimension, as {@link DType#BOOL}. */
    public static ZooArray of(boolean... values) {
        return Creation.of(values, values.length);
    }

    /** A copy of these values, which are in C order, as {@link DType#BOOL}. */
    public static ZooArray of(boolean[] values, long... shape) {
        return Creation.of(values, shape.clone());
    }

    /** A copy of these bytes, read as unsigned, as {@link DType#UINT8}. */
    public static ZooArray ofUnsigned(byte[] values, long... shape) {
        return Creation.ofUnsigned(values, shape.clone());
    }

    /** A copy of these rows, which must be of one length, as {@link DType#FLOAT64}. */
    public static ZooArray of(double[][] rows) {
        return Creation.of(rows);
    }

    /** A copy of these rows, which must be of one length, as {@link DType#FLOAT32}. */
    public static ZooArray of(float[][] rows) {
        return Creation.of(rows);
    }

    /** A copy of these rows, which must be of one length, as {@link DType#INT64}. */
    public static ZooArray of(long[][] rows) {
        return Creation.of(rows);
    }

    /** A copy of these rows, which must be of one length, as {@link DType#INT32}. */
    public static ZooArray of(int[][] rows) {
        return Creation.of(rows);
    }

    // ---------------------------------------------------------------- creation by rule

    /** The integers from 0 to {@code stop}, exclusive, as {@link DType#INT64}. */
    public static ZooArray arange(long stop) {
        return Ranges.arange(0, stop, 1);
    }

    /** The integers from {@code start} to {@code stop}, exclusive, as {@link DType#INT64}. */
    public static ZooArray arange(long start, long stop) {
        return Ranges.arange(start, stop, 1);
    }

    /** Each {@code step}-th integer from {@code start} to {@code stop}, exclusive. */
    public static ZooArray arange(long start, long stop, long step) {
        return Ranges.arange(start, stop, step);
    }

    /** {@code start + i * step} up to {@code stop}, exclusive, as {@link DType#FLOAT64}. */
    public static ZooArray arange(double start, double stop, double step) {
        return Ranges.arange(start, stop, step);
    }

    /** {@code count} numbers at equal distances, from {@code start} to {@code stop}, inclusive. */
    public static ZooArray linspace(double start, double stop, long count) {
        return Ranges.linspace(start, stop, count);
    }

    /** Numbers evenly distributed in [0, 1), the same ones for the same seed and shape. */
    public static ZooArray random(long seed, long... shape) {
        return RandomFill.random(seed, shape.clone());
    }

    /** Numbers of the normal distribution of mean 0 and deviation 1. */
    public static ZooArray randomNormal(long seed, long... shape) {
        return RandomFill.normal(seed, shape.clone());
    }

    /** Integers evenly distributed from {@code low} to {@code high}, exclusive. */
    public static ZooArray randomIntegers(long seed, long low, long high, long... shape) {
        return RandomFill.integers(seed, low, high, shape.clone());
    }

    // ---------------------------------------------------------------- named arrays

    /**
     * Makes a named array of zeros.
     *
     * @param name 1 to 200 of the characters {@code A-Z a-z 0-9 . _ -}, the first a letter or digit
     * @throws java.nio.file.FileAlreadyExistsException if the name is taken
     * @throws IllegalArgumentException if the name breaks its rule or the shape is impossible
     * @throws IOException if the memory is not to be had; nothing is left behind
     */
    public static ZooArray create(String name, DType dtype, long... shape) throws IOException {
        return NamedArrays.create(name, dtype, shape.clone());
    }

    /**
     * Attaches to a named array, or makes it, of zeros, if there is none. Of several processes that
     * do so at once, one makes it and all get the same.
     *
     * @param name as for {@link #create}
     * @throws IllegalArgumentException if it exists with another type or shape, which the message
     *     shows; if the name breaks its rule or the shape is impossible
     * @throws io.zoosync.CorruptSegmentException if its file is damaged
     * @throws IOException if the memory is not to be had, or the file is not safe to use
     */
    public static ZooArray open(String name, DType dtype, long... shape) throws IOException {
        return NamedArrays.open(name, dtype, shape.clone());
    }

    /**
     * Attaches to a named array, also to one that NumPy made: a {@code .npy} file in {@link
     * io.zoosync.shm.ZooShm#directory} that this user alone may read and write (mode 0600).
     *
     * @throws java.nio.file.NoSuchFileException if there is none of that name
     * @throws io.zoosync.CorruptSegmentException if its file is damaged
     * @throws IOException if the file is not safe to use
     */
    public static ZooArray attach(String name) throws IOException {
        return NamedArrays.attach(name);
    }

    /**
     * Removes the name of an array. Processes that are attached keep it, among themselves; its
     * memory goes back to the system when the last of them is gone.
     *
     * @return whether there was such an array
     */
    public static boolean unlink(String name) throws IOException {
        return NamedArrays.unlink(name);
    }

    /** The name, or null if this array is not a named one nor a view of one. */
    public String name() {
        return storage.name();
    }

    /** Whether other processes can attach to it: whether it has a {@link #name}. */
    public boolean isShared() {
        return storage.isShared();
    }

    // ---------------------------------------------------------------- files

    /**
     * Writes a {@code .npy} file, byte for byte as NumPy does; an existing file is replaced.
     *
     * @param file its whole name: no suffix is added
     */
    public void save(Path file) throws IOException {
        NpyFiles.save(this, file);
    }

    /** Writes what a {@code .npy} file holds; the stream is neither flushed nor closed. */
    public void save(OutputStream out) throws IOException {
        NpyFiles.write(this, out);
    }

    /**
     * Reads a {@code .npy} file of format 1, 2 or 3, in either byte order, into a new array, which
     * is in Fortran order if the file is.
     *
     * @throws IOException if it cannot be read, is malformed or cut short, or has elements of a
     *     type that is not a {@link DType}; the message says which
     */
    public static ZooArray load(Path file) throws IOException {
        return NpyFiles.load(file);
    }

    /**
     * As {@link #load(Path)}, from a stream, of which no more is read than the array; so several of
     * them may follow one another.
     */
    public static ZooArray load(InputStream in) throws IOException {
        return NpyFiles.read(in);
    }

    /**
     * Writes an {@code .npz} file of several arrays: a ZIP archive of {@code .npy} files.
     *
     * @param file its whole name: no suffix is added
     * @param arrays by the names that they are to have in it, in this order
     */
    public static void saveAll(Path file, Map<String, ZooArray> arrays) throws IOException {
        NpzFiles.save(file, arrays, false);
    }

    /** As {@link #saveAll}, compressed. */
    public static void saveAllCompressed(Path file, Map<String, ZooArray> arrays)
            throws IOException {
        NpzFiles.save(file, arrays, true);
    }

    /**
     * Reads all arrays of an {@code .npz} file.
     *
     * @return the arrays by their names, in the order of the file
     * @throws IOException if it cannot be read, or as {@link #load(Path)} does
     */
    public static Map<String, ZooArray> loadAll(Path file) throws IOException {
        return NpzFiles.load(file);
    }

    // ---------------------------------------------------------------- elements

    /** The element as a {@code double}. */
    public double getDouble(long i) {
        return Elements.getDouble(this, at(i));
    }

    /** The element as a {@code double}. */
    public double getDouble(long i, long j) {
        return Elements.getDouble(this, at(i, j));
    }

    /** The element as a {@code double}. */
    public double getDouble(long i, long j, long k) {
        return Elements.getDouble(this, at(i, j, k));
    }

    /** The element as a {@code double}. */
    public double getDouble(long... index) {
        return Elements.getDouble(this, at(index));
    }

    /** Sets the element; of integers a fraction is cut off, and what does not fit is refused. */
    public void setDouble(long i, double value) {
        Elements.setDouble(this, at(i), value);
    }

    /** Sets the element; of integers a fraction is cut off, and what does not fit is refused. */
    public void setDouble(long i, long j, double value) {
        Elements.setDouble(this, at(i, j), value);
    }

    /** Sets the element; of integers a fraction is cut off, and what does not fit is refused. */
    public void setDouble(long i, long j, long k, double value) {
        Elements.setDouble(this, at(i, j, k), value);
    }

    /** Sets the element; of integers a fraction is cut off, and what does not fit is refused. */
    public void setDouble(long[] index, double value) {
        Elements.setDouble(this, at(index), value);
    }

    /** The element as a {@code long}; a fraction is cut off, as by a cast. */
    public long getLong(long i) {
        return Elements.getLong(this, at(i));
    }

    /** The element as a {@code long}; a fraction is cut off, as by a cast. */
    public long getLong(long i, long j) {
        return Elements.getLong(this, at(i, j));
    }

    /** The element as a {@code long}; a fraction is cut off, as by a cast. */
    public long getLong(long i, long j, long k) {
        return Elements.getLong(this, at(i, j, k));
    }

    /** The element as a {@code long}; a fraction is cut off, as by a cast. */
    public long getLong(long... index) {
        return Elements.getLong(this, at(index));
    }

    /** Sets the element; what does not fit an integer is refused. */
    public void setLong(long i, long value) {
        Elements.setLong(this, at(i), value);
    }

    /** Sets the element; what does not fit an integer is refused. */
    public void setLong(long i, long j, long value) {
        Elements.setLong(this, at(i, j), value);
    }

    /** Sets the element; what does not fit an integer is refused. */
    public void setLong(long i, long j, long k, long value) {
        Elements.setLong(this, at(i, j, k), value);
    }

    /** Sets the element; what does not fit an integer is refused. */
    public void setLong(long[] index, long value) {
        Elements.setLong(this, at(index), value);
    }

    /** Whether the element is not 0. */
    public boolean getBoolean(long i) {
        return Elements.getBoolean(this, at(i));
    }

    /** Whether the element is not 0. */
    public boolean getBoolean(long i, long j) {
        return Elements.getBoolean(this, at(i, j));
    }

    /** Whether the element is not 0. */
    public boolean getBoolean(long i, long j, long k) {
        return Elements.getBoolean(this, at(i, j, k));
    }

    /** Whether the element is not 0. */
    public boolean getBoolean(long... index) {
        return Elements.getBoolean(this, at(index));
    }

    /** Sets the element to 1 or 0. */
    public void setBoolean(long i, boolean value) {
        Elements.setBoolean(this, at(i), value);
    }

    /** Sets the element to 1 or 0. */
    public void setBoolean(long i, long j, boolean value) {
        Elements.setBoolean(this, at(i, j), value);
    }

    /** Sets the element to 1 or 0. */
    public void setBoolean(long i, long j, long k, boolean value) {
        Elements.setBoolean(this, at(i, j, k), value);
    }

    /** Sets the element to 1 or 0. */
    public void setBoolean(long[] index, boolean value) {
        Elements.setBoolean(this, at(index), value);
    }

    // ---------------------------------------------------------------- conversion

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public double[] toDoubleArray() {
        return Conversion.toDoubleArray(this);
    }

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public float[] toFloatArray() {
        return Conversion.toFloatArray(this);
    }

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public long[] toLongArray() {
        return Conversion.toLongArray(this);
    }

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public int[] toIntArray() {
        return Conversion.toIntArray(this);
    }

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public short[] toShortArray() {
        return Conversion.toShortArray(this);
    }

    /**
     * A copy of the elements in C order, converted as {@link #astype} to {@link DType#INT8} does;
     * those of {@link DType#UINT8} keep their bits.
     */
    public byte[] toByteArray() {
        return Conversion.toByteArray(this);
    }

    /** A copy of the elements in C order, converted as {@link #astype} does. */
    public boolean[] toBooleanArray() {
        return Conversion.toBooleanArray(this);
    }

    /**
     * The memory of an array of {@link DType#FLOAT64}: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is of another type, not {@link #isContiguous contiguous},
     *     or crosses a multiple of 1 GiB of its memory
     */
    public DoubleBuffer asDoubleBuffer() {
        return Conversion.asDoubleBuffer(this);
    }

    /**
     * The memory of an array of {@link DType#FLOAT32}: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is of another type, not {@link #isContiguous contiguous},
     *     or crosses a multiple of 1 GiB of its memory
     */
    public FloatBuffer asFloatBuffer() {
        return Conversion.asFloatBuffer(this);
    }

    /**
     * The memory of an array of {@link DType#INT64}: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is of another type, not {@link #isContiguous contiguous},
     *     or crosses a multiple of 1 GiB of its memory
     */
    public LongBuffer asLongBuffer() {
        return Conversion.asLongBuffer(this);
    }

    /**
     * The memory of an array of {@link DType#INT32}: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is of another type, not {@link #isContiguous contiguous},
     *     or crosses a multiple of 1 GiB of its memory
     */
    public IntBuffer asIntBuffer() {
        return Conversion.asIntBuffer(this);
    }

    /**
     * The memory of an array of {@link DType#INT16}: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is of another type, not {@link #isContiguous contiguous},
     *     or crosses a multiple of 1 GiB of its memory
     */
    public ShortBuffer asShortBuffer() {
        return Conversion.asShortBuffer(this);
    }

    /**
     * The memory of a named array of any type, or of an unnamed one whose elements are bytes, in
     * native order: what is put there is put into the array.
     *
     * @throws IllegalStateException if it is an unnamed one of longer elements, which lie in an
     *     array of Java; if it is not {@link #isContiguous contiguous}, or crosses a multiple of 1
     *     GiB of its memory
     */
    public ByteBuffer asByteBuffer() {
        return Conversion.asByteBuffer(this);
    }

    // ---------------------------------------------------------------- views

    /** A view at these indices of the first axes, which it does not have; negative from the end. */
    public ZooArray index(long... indices) {
        return Views.index(this, indices);
    }

    /**
     * A view of part of each axis: {@code a.slice(Slice.of(1, 5), Slice.reversed(), Slice.at(3))}
     * is {@code a[1:5, ::-1, 3]}. Axes not named are whole.
     */
    public ZooArray slice(Slice... slices) {
        return Views.slice(this, slices);
    }

    /**
     * As {@link #slice(Slice...)}, written as in Python: {@code a.slice("1:5, ::-1, 3")}.
     *
     * @see Slice#parse
     */
    public ZooArray slice(String slices) {
        return Views.slice(this, Slice.parseAll(slices));
    }

    /**
     * The same elements, in C order, in another shape: a view if strides can do it, else a copy.
     *
     * @param newShape one length may be -1: what the others leave
     */
    public ZooArray reshape(long... newShape) {
        return Views.reshape(this, newShape.clone());
    }

    /** A view with the axes in reverse order. */
    public ZooArray transpose() {
        return Views.transpose(this);
    }

    /**
     * A view with the axes in another order.
     *
     * @param axes for each axis of the view, which one of this array it is
     */
    public ZooArray transpose(int... axes) {
        return Views.transpose(this, axes);
    }

    /** A view with two axes exchanged. */
    public ZooArray swapAxes(int a, int b) {
        return Views.swapAxes(this, a, b);
    }

    /** A view with a further axis of length 1, which will have this number. */
    public ZooArray newAxis(int axis) {
        return Views.newAxis(this, axis);
    }

    /** A view without the axes of length 1. */
    public ZooArray squeeze() {
        return Views.squeeze(this);
    }

    /** A view without this axis, whose length must be 1. */
    public ZooArray squeeze(int axis) {
        return Views.squeeze(this, axis);
    }

    /** The elements in C order in one dimension; always a copy. */
    public ZooArray flatten() {
        return copy().reshape(size);
    }

    /** The elements in C order in one dimension; a view if possible. */
    public ZooArray ravel() {
        return reshape(size);
    }

    /** A view of {@code newShape}: lengths of 1 are repeated, with stride 0. */
    public ZooArray broadcastTo(long... newShape) {
        return Views.broadcastTo(this, newShape.clone());
    }

    // ---------------------------------------------------------------- arithmetic

    /** The sum, element by element; of booleans, their or. */
    public ZooArray add(ZooArray other) {
        return Arithmetic.ADD.run(this, other, null);
    }

    /** As {@link #add(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray add(ZooArray other, ZooArray out) {
        return Arithmetic.ADD.run(this, other, out);
    }

    /** As {@link #add(ZooArray)}, with one number. */
    public ZooArray add(double other) {
        return Arithmetic.ADD.run(this, other, null);
    }

    /** As {@link #add(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray add(double other, ZooArray out) {
        return Arithmetic.ADD.run(this, other, out);
    }

    /** As {@link #add(ZooArray)}, with one number. */
    public ZooArray add(long other) {
        return Arithmetic.ADD.run(this, other, null);
    }

    /** As {@link #add(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray add(long other, ZooArray out) {
        return Arithmetic.ADD.run(this, other, out);
    }

    /** As {@link #add(ZooArray)}, into this array. */
    public ZooArray addAssign(ZooArray other) {
        return Arithmetic.ADD.run(this, other, this);
    }

    /** As {@link #add(ZooArray)}, with one number, into this array. */
    public ZooArray addAssign(double other) {
        return Arithmetic.ADD.run(this, other, this);
    }

    /** As {@link #add(ZooArray)}, with one number, into this array. */
    public ZooArray addAssign(long other) {
        return Arithmetic.ADD.run(this, other, this);
    }

    /** The difference, element by element; booleans cannot be subtracted. */
    public ZooArray subtract(ZooArray other) {
        return Arithmetic.SUBTRACT.run(this, other, null);
    }

    /** As {@link #subtract(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray subtract(ZooArray other, ZooArray out) {
        return Arithmetic.SUBTRACT.run(this, other, out);
    }

    /** As {@link #subtract(ZooArray)}, with one number. */
    public ZooArray subtract(double other) {
        return Arithmetic.SUBTRACT.run(this, other, null);
    }

    /** As {@link #subtract(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray subtract(double other, ZooArray out) {
        return Arithmetic.SUBTRACT.run(this, other, out);
    }

    /** As {@link #subtract(ZooArray)}, with one number. */
    public ZooArray subtract(long other) {
        return Arithmetic.SUBTRACT.run(this, other, null);
    }

    /** As {@link #subtract(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray subtract(long other, ZooArray out) {
        return Arithmetic.SUBTRACT.run(this, other, out);
    }

    /** As {@link #subtract(ZooArray)}, into this array. */
    public ZooArray subtractAssign(ZooArray other) {
        return Arithmetic.SUBTRACT.run(this, other, this);
    }

    /** As {@link #subtract(ZooArray)}, with one number, into this array. */
    public ZooArray subtractAssign(double other) {
        return Arithmetic.SUBTRACT.run(this, other, this);
    }

    /** As {@link #subtract(ZooArray)}, with one number, into this array. */
    public ZooArray subtractAssign(long other) {
        return Arithmetic.SUBTRACT.run(this, other, this);
    }

    /** The product, element by element; of booleans, their and. */
    public ZooArray multiply(ZooArray other) {
        return Arithmetic.MULTIPLY.run(this, other, null);
    }

    /** As {@link #multiply(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray multiply(ZooArray other, ZooArray out) {
        return Arithmetic.MULTIPLY.run(this, other, out);
    }

    /** As {@link #multiply(ZooArray)}, with one number. */
    public ZooArray multiply(double other) {
        return Arithmetic.MULTIPLY.run(this, other, null);
    }

    /** As {@link #multiply(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray multiply(double other, ZooArray out) {
        return Arithmetic.MULTIPLY.run(this, other, out);
    }

    /** As {@link #multiply(ZooArray)}, with one number. */
    public ZooArray multiply(long other) {
        return Arithmetic.MULTIPLY.run(this, other, null);
    }

    /** As {@link #multiply(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray multiply(long other, ZooArray out) {
        return Arithmetic.MULTIPLY.run(this, other, out);
    }

    /** As {@link #multiply(ZooArray)}, into this array. */
    public ZooArray multiplyAssign(ZooArray other) {
        return Arithmetic.MULTIPLY.run(this, other, this);
    }

    /** As {@link #multiply(ZooArray)}, with one number, into this array. */
    public ZooArray multiplyAssign(double other) {
        return Arithmetic.MULTIPLY.run(this, other, this);
    }

    /** As {@link #multiply(ZooArray)}, with one number, into this array. */
    public ZooArray multiplyAssign(long other) {
        return Arithmetic.MULTIPLY.run(this, other, this);
    }

    /** The quotient, element by element, a floating-point number also for integers. */
    public ZooArray divide(ZooArray other) {
        return Arithmetic.DIVIDE.run(this, other, null);
    }

    /** As {@link #divide(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray divide(ZooArray other, ZooArray out) {
        return Arithmetic.DIVIDE.run(this, other, out);
    }

    /** As {@link #divide(ZooArray)}, with one number. */
    public ZooArray divide(double other) {
        return Arithmetic.DIVIDE.run(this, other, null);
    }

    /** As {@link #divide(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray divide(double other, ZooArray out) {
        return Arithmetic.DIVIDE.run(this, other, out);
    }

    /** As {@link #divide(ZooArray)}, with one number. */
    public ZooArray divide(long other) {
        return Arithmetic.DIVIDE.run(this, (double) other, null);
    }

    /** As {@link #divide(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray divide(long other, ZooArray out) {
        return Arithmetic.DIVIDE.run(this, (double) other, out);
    }

    /** As {@link #divide(ZooArray)}, into this array. */
    public ZooArray divideAssign(ZooArray other) {
        return Arithmetic.DIVIDE.run(this, other, this);
    }

    /** As {@link #divide(ZooArray)}, with one number, into this array. */
    public ZooArray divideAssign(double other) {
        return Arithmetic.DIVIDE.run(this, other, this);
    }

    /** As {@link #divide(ZooArray)}, with one number, into this array. */
    public ZooArray divideAssign(long other) {
        return Arithmetic.DIVIDE.run(this, (double) other, this);
    }

    /** The quotient rounded down, element by element; of integers by 0 it is 0. */
    public ZooArray floorDivide(ZooArray other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, null);
    }

    /** As {@link #floorDivide(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray floorDivide(ZooArray other, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, out);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number. */
    public ZooArray floorDivide(double other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, null);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray floorDivide(double other, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, out);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number. */
    public ZooArray floorDivide(long other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, null);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray floorDivide(long other, ZooArray out) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, out);
    }

    /** As {@link #floorDivide(ZooArray)}, into this array. */
    public ZooArray floorDivideAssign(ZooArray other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, this);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number, into this array. */
    public ZooArray floorDivideAssign(double other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, this);
    }

    /** As {@link #floorDivide(ZooArray)}, with one number, into this array. */
    public ZooArray floorDivideAssign(long other) {
        return Arithmetic.FLOOR_DIVIDE.run(this, other, this);
    }

    /** What {@link #floorDivide(ZooArray)} leaves, with the sign of the divisor. */
    public ZooArray remainder(ZooArray other) {
        return Arithmetic.REMAINDER.run(this, other, null);
    }

    /** As {@link #remainder(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray remainder(ZooArray other, ZooArray out) {
        return Arithmetic.REMAINDER.run(this, other, out);
    }

    /** As {@link #remainder(ZooArray)}, with one number. */
    public ZooArray remainder(double other) {
        return Arithmetic.REMAINDER.run(this, other, null);
    }

    /** As {@link #remainder(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray remainder(double other, ZooArray out) {
        return Arithmetic.REMAINDER.run(this, other, out);
    }

    /** As {@link #remainder(ZooArray)}, with one number. */
    public ZooArray remainder(long other) {
        return Arithmetic.REMAINDER.run(this, other, null);
    }

    /** As {@link #remainder(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray remainder(long other, ZooArray out) {
        return Arithmetic.REMAINDER.run(this, other, out);
    }

    /** As {@link #remainder(ZooArray)}, into this array. */
    public ZooArray remainderAssign(ZooArray other) {
        return Arithmetic.REMAINDER.run(this, other, this);
    }

    /** As {@link #remainder(ZooArray)}, with one number, into this array. */
    public ZooArray remainderAssign(double other) {
        return Arithmetic.REMAINDER.run(this, other, this);
    }

    /** As {@link #remainder(ZooArray)}, with one number, into this array. */
    public ZooArray remainderAssign(long other) {
        return Arithmetic.REMAINDER.run(this, other, this);
    }

    /** This to the power of the other, element by element. */
    public ZooArray power(ZooArray other) {
        return Arithmetic.POWER.run(this, other, null);
    }

    /** As {@link #power(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray power(ZooArray other, ZooArray out) {
        return Arithmetic.POWER.run(this, other, out);
    }

    /** As {@link #power(ZooArray)}, with one number. */
    public ZooArray power(double other) {
        return Arithmetic.POWER.run(this, other, null);
    }

    /** As {@link #power(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray power(double other, ZooArray out) {
        return Arithmetic.POWER.run(this, other, out);
    }

    /** As {@link #power(ZooArray)}, with one number. */
    public ZooArray power(long other) {
        return Arithmetic.POWER.run(this, other, null);
    }

    /** As {@link #power(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray power(long other, ZooArray out) {
        return Arithmetic.POWER.run(this, other, out);
    }

    /** As {@link #power(ZooArray)}, into this array. */
    public ZooArray powerAssign(ZooArray other) {
        return Arithmetic.POWER.run(this, other, this);
    }

    /** As {@link #power(ZooArray)}, with one number, into this array. */
    public ZooArray powerAssign(double other) {
        return Arithmetic.POWER.run(this, other, this);
    }

    /** As {@link #power(ZooArray)}, with one number, into this array. */
    public ZooArray powerAssign(long other) {
        return Arithmetic.POWER.run(this, other, this);
    }

    /** The smaller one, element by element; NaN if either is. */
    public ZooArray minimum(ZooArray other) {
        return Arithmetic.MINIMUM.run(this, other, null);
    }

    /** As {@link #minimum(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray minimum(ZooArray other, ZooArray out) {
        return Arithmetic.MINIMUM.run(this, other, out);
    }

    /** As {@link #minimum(ZooArray)}, with one number. */
    public ZooArray minimum(double other) {
        return Arithmetic.MINIMUM.run(this, other, null);
    }

    /** As {@link #minimum(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray minimum(double other, ZooArray out) {
        return Arithmetic.MINIMUM.run(this, other, out);
    }

    /** As {@link #minimum(ZooArray)}, with one number. */
    public ZooArray minimum(long other) {
        return Arithmetic.MINIMUM.run(this, other, null);
    }

    /** As {@link #minimum(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray minimum(long other, ZooArray out) {
        return Arithmetic.MINIMUM.run(this, other, out);
    }

    /** As {@link #minimum(ZooArray)}, into this array. */
    public ZooArray minimumAssign(ZooArray other) {
        return Arithmetic.MINIMUM.run(this, other, this);
    }

    /** As {@link #minimum(ZooArray)}, with one number, into this array. */
    public ZooArray minimumAssign(double other) {
        return Arithmetic.MINIMUM.run(this, other, this);
    }

    /** As {@link #minimum(ZooArray)}, with one number, into this array. */
    public ZooArray minimumAssign(long other) {
        return Arithmetic.MINIMUM.run(this, other, this);
    }

    /** The larger one, element by element; NaN if either is. */
    public ZooArray maximum(ZooArray other) {
        return Arithmetic.MAXIMUM.run(this, other, null);
    }

    /** As {@link #maximum(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray maximum(ZooArray other, ZooArray out) {
        return Arithmetic.MAXIMUM.run(this, other, out);
    }

    /** As {@link #maximum(ZooArray)}, with one number. */
    public ZooArray maximum(double other) {
        return Arithmetic.MAXIMUM.run(this, other, null);
    }

    /** As {@link #maximum(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray maximum(double other, ZooArray out) {
        return Arithmetic.MAXIMUM.run(this, other, out);
    }

    /** As {@link #maximum(ZooArray)}, with one number. */
    public ZooArray maximum(long other) {
        return Arithmetic.MAXIMUM.run(this, other, null);
    }

    /** As {@link #maximum(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray maximum(long other, ZooArray out) {
        return Arithmetic.MAXIMUM.run(this, other, out);
    }

    /** As {@link #maximum(ZooArray)}, into this array. */
    public ZooArray maximumAssign(ZooArray other) {
        return Arithmetic.MAXIMUM.run(this, other, this);
    }

    /** As {@link #maximum(ZooArray)}, with one number, into this array. */
    public ZooArray maximumAssign(double other) {
        return Arithmetic.MAXIMUM.run(this, other, this);
    }

    /** As {@link #maximum(ZooArray)}, with one number, into this array. */
    public ZooArray maximumAssign(long other) {
        return Arithmetic.MAXIMUM.run(this, other, this);
    }

    /** The angle of the point (other, this), element by element. */
    public ZooArray atan2(ZooArray other) {
        return Arithmetic.ATAN2.run(this, other, null);
    }

    /** As {@link #atan2(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray atan2(ZooArray other, ZooArray out) {
        return Arithmetic.ATAN2.run(this, other, out);
    }

    /** As {@link #atan2(ZooArray)}, with one number. */
    public ZooArray atan2(double other) {
        return Arithmetic.ATAN2.run(this, other, null);
    }

    /** As {@link #atan2(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray atan2(double other, ZooArray out) {
        return Arithmetic.ATAN2.run(this, other, out);
    }

    /** This times {@code factor} plus {@code addend}, element by element, in one pass. */
    public ZooArray multiplyAdd(ZooArray factor, ZooArray addend) {
        return Arithmetic.MULTIPLY_ADD.run(this, factor, addend, null);
    }

    /** As {@link #multiplyAdd(ZooArray, ZooArray)}, into {@code out}, which is returned. */
    public ZooArray multiplyAdd(ZooArray factor, ZooArray addend, ZooArray out) {
        return Arithmetic.MULTIPLY_ADD.run(this, factor, addend, out);
    }

    // ---------------------------------------------------------------- functions of one array

    /** The negative of each element; booleans have none. */
    public ZooArray negate() {
        return Functions.NEGATE.run(this, null);
    }

    /** As {@link #negate()}, into {@code out}, which is returned. */
    public ZooArray negate(ZooArray out) {
        return Functions.NEGATE.run(this, out);
    }

    /** The absolute value of each element. */
    public ZooArray abs() {
        return Unary.abs(this, null);
    }

    /** As {@link #abs()}, into {@code out}, which is returned. */
    public ZooArray abs(ZooArray out) {
        return Unary.abs(this, out);
    }

    /** -1, 0 or 1 for each element; NaN for NaN. */
    public ZooArray sign() {
        return Functions.SIGN.run(this, null);
    }

    /** As {@link #sign()}, into {@code out}, which is returned. */
    public ZooArray sign(ZooArray out) {
        return Functions.SIGN.run(this, out);
    }

    /** The square root of each element. */
    public ZooArray sqrt() {
        return Functions.SQRT.run(this, null);
    }

    /** As {@link #sqrt()}, into {@code out}, which is returned. */
    public ZooArray sqrt(ZooArray out) {
        return Functions.SQRT.run(this, out);
    }

    /** e to the power of each element. */
    public ZooArray exp() {
        return Functions.EXP.run(this, null);
    }

    /** As {@link #exp()}, into {@code out}, which is returned. */
    public ZooArray exp(ZooArray out) {
        return Functions.EXP.run(this, out);
    }

    /** e to the power of each element, less 1, precise near 0. */
    public ZooArray expm1() {
        return Functions.EXPM1.run(this, null);
    }

    /** As {@link #expm1()}, into {@code out}, which is returned. */
    public ZooArray expm1(ZooArray out) {
        return Functions.EXPM1.run(this, out);
    }

    /** The natural logarithm of each element. */
    public ZooArray log() {
        return Functions.LOG.run(this, null);
    }

    /** As {@link #log()}, into {@code out}, which is returned. */
    public ZooArray log(ZooArray out) {
        return Functions.LOG.run(this, out);
    }

    /** The logarithm to base 2 of each element. */
    public ZooArray log2() {
        return Functions.LOG2.run(this, null);
    }

    /** As {@link #log2()}, into {@code out}, which is returned. */
    public ZooArray log2(ZooArray out) {
        return Functions.LOG2.run(this, out);
    }

    /** The logarithm to base 10 of each element. */
    public ZooArray log10() {
        return Functions.LOG10.run(this, null);
    }

    /** As {@link #log10()}, into {@code out}, which is returned. */
    public ZooArray log10(ZooArray out) {
        return Functions.LOG10.run(this, out);
    }

    /** The natural logarithm of 1 plus each element, precise near 0. */
    public ZooArray log1p() {
        return Functions.LOG1P.run(this, null);
    }

    /** As {@link #log1p()}, into {@code out}, which is returned. */
    public ZooArray log1p(ZooArray out) {
        return Functions.LOG1P.run(this, out);
    }

    /** The sine of each element, in radians. */
    public ZooArray sin() {
        return Functions.SIN.run(this, null);
    }

    /** As {@link #sin()}, into {@code out}, which is returned. */
    public ZooArray sin(ZooArray out) {
        return Functions.SIN.run(this, out);
    }

    /** The cosine of each element, in radians. */
    public ZooArray cos() {
        return Functions.COS.run(this, null);
    }

    /** As {@link #cos()}, into {@code out}, which is returned. */
    public ZooArray cos(ZooArray out) {
        return Functions.COS.run(this, out);
    }

    /** The tangent of each element, in radians. */
    public ZooArray tan() {
        return Functions.TAN.run(this, null);
    }

    /** As {@link #tan()}, into {@code out}, which is returned. */
    public ZooArray tan(ZooArray out) {
        return Functions.TAN.run(this, out);
    }

    /** The inverse sine of each element. */
    public ZooArray asin() {
        return Functions.ASIN.run(this, null);
    }

    /** As {@link #asin()}, into {@code out}, which is returned. */
    public ZooArray asin(ZooArray out) {
        return Functions.ASIN.run(this, out);
    }

    /** The inverse cosine of each element. */
    public ZooArray acos() {
        return Functions.ACOS.run(this, null);
    }

    /** As {@link #acos()}, into {@code out}, which is returned. */
    public ZooArray acos(ZooArray out) {
        return Functions.ACOS.run(this, out);
    }

    /** The inverse tangent of each element. */
    public ZooArray atan() {
        return Functions.ATAN.run(this, null);
    }

    /** As {@link #atan()}, into {@code out}, which is returned. */
    public ZooArray atan(ZooArray out) {
        return Functions.ATAN.run(this, out);
    }

    /** The hyperbolic sine of each element. */
    public ZooArray sinh() {
        return Functions.SINH.run(this, null);
    }

    /** As {@link #sinh()}, into {@code out}, which is returned. */
    public ZooArray sinh(ZooArray out) {
        return Functions.SINH.run(this, out);
    }

    /** The hyperbolic cosine of each element. */
    public ZooArray cosh() {
        return Functions.COSH.run(this, null);
    }

    /** As {@link #cosh()}, into {@code out}, which is returned. */
    public ZooArray cosh(ZooArray out) {
        return Functions.COSH.run(this, out);
    }

    /** The hyperbolic tangent of each element. */
    public ZooArray tanh() {
        return Functions.TANH.run(this, null);
    }

    /** As {@link #tanh()}, into {@code out}, which is returned. */
    public ZooArray tanh(ZooArray out) {
        return Functions.TANH.run(this, out);
    }

    /** Each element rounded down; integers stay what they are. */
    public ZooArray floor() {
        return Unary.floor(this, null);
    }

    /** As {@link #floor()}, into {@code out}, which is returned. */
    public ZooArray floor(ZooArray out) {
        return Unary.floor(this, out);
    }

    /** Each element rounded up; integers stay what they are. */
    public ZooArray ceil() {
        return Unary.ceil(this, null);
    }

    /** As {@link #ceil()}, into {@code out}, which is returned. */
    public ZooArray ceil(ZooArray out) {
        return Unary.ceil(this, out);
    }

    /** Each element rounded to the nearest integer, halves to the even one. */
    public ZooArray rint() {
        return Functions.RINT.run(this, null);
    }

    /** As {@link #rint()}, into {@code out}, which is returned. */
    public ZooArray rint(ZooArray out) {
        return Functions.RINT.run(this, out);
    }

    /** Each element rounded towards 0; integers stay what they are. */
    public ZooArray trunc() {
        return Unary.trunc(this, null);
    }

    /** As {@link #trunc()}, into {@code out}, which is returned. */
    public ZooArray trunc(ZooArray out) {
        return Unary.trunc(this, out);
    }

    /** Each element times itself. */
    public ZooArray square() {
        return Functions.SQUARE.run(this, null);
    }

    /** As {@link #square()}, into {@code out}, which is returned. */
    public ZooArray square(ZooArray out) {
        return Functions.SQUARE.run(this, out);
    }

    /** 1 divided by each element. */
    public ZooArray reciprocal() {
        return Functions.RECIPROCAL.run(this, null);
    }

    /** As {@link #reciprocal()}, into {@code out}, which is returned. */
    public ZooArray reciprocal(ZooArray out) {
        return Functions.RECIPROCAL.run(this, out);
    }

    /** Whether each element is not a number. */
    public ZooArray isNaN() {
        return Unary.isNaN(this, null);
    }

    /** As {@link #isNaN()}, into {@code out}, which is returned. */
    public ZooArray isNaN(ZooArray out) {
        return Unary.isNaN(this, out);
    }

    /** Whether each element is neither infinite nor NaN. */
    public ZooArray isFinite() {
        return Unary.isFinite(this, null);
    }

    /** As {@link #isFinite()}, into {@code out}, which is returned. */
    public ZooArray isFinite(ZooArray out) {
        return Unary.isFinite(this, out);
    }

    /** Whether each element is infinite. */
    public ZooArray isInfinite() {
        return Unary.isInfinite(this, null);
    }

    /** As {@link #isInfinite()}, into {@code out}, which is returned. */
    public ZooArray isInfinite(ZooArray out) {
        return Unary.isInfinite(this, out);
    }

    /** Each element, but {@code low} for those below it and {@code high} for those above it. */
    public ZooArray clip(double low, double high) {
        return Unary.clip(this, low, high, null);
    }

    /** As {@link #clip(double, double)}, into {@code out}, which is returned. */
    public ZooArray clip(double low, double high, ZooArray out) {
        return Unary.clip(this, low, high, out);
    }

    /** As {@link #clip(double, double)}, with integers. */
    public ZooArray clip(long low, long high) {
        return Unary.clip(this, low, high, null);
    }

    /** As {@link #clip(double, double)}, with integers, into {@code out}, which is returned. */
    public ZooArray clip(long low, long high, ZooArray out) {
        return Unary.clip(this, low, high, out);
    }

    /** A function of each element. */
    public ZooArray map(DoubleUnaryOperator function) {
        return Mapping.map(this, function, null);
    }

    /** As {@link #map(DoubleUnaryOperator)}, into {@code out}, which is returned. */
    public ZooArray map(DoubleUnaryOperator function, ZooArray out) {
        return Mapping.map(this, function, out);
    }

    /** A function of each element as a {@code long}. */
    public ZooArray mapLong(LongUnaryOperator function) {
        return Mapping.mapLong(this, function, null);
    }

    /** As {@link #mapLong(LongUnaryOperator)}, into {@code out}, which is returned. */
    public ZooArray mapLong(LongUnaryOperator function, ZooArray out) {
        return Mapping.mapLong(this, function, out);
    }

    /** A function of each element and the other's. */
    public ZooArray combine(ZooArray other, DoubleBinaryOperator function) {
        return Mapping.combine(this, other, function, null);
    }

    /** As {@link #combine(ZooArray, DoubleBinaryOperator)}, into {@code out}, which is returned. */
    public ZooArray combine(ZooArray other, DoubleBinaryOperator function, ZooArray out) {
        return Mapping.combine(this, other, function, out);
    }

    // ---------------------------------------------------------------- comparison and logic

    /** Whether each element equals the other's. */
    public ZooArray eq(ZooArray other) {
        return Comparison.eq(this, other, null);
    }

    /** As {@link #eq(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray eq(ZooArray other, ZooArray out) {
        return Comparison.eq(this, other, out);
    }

    /** As {@link #eq(ZooArray)}, with one number. */
    public ZooArray eq(double other) {
        return Comparison.eq(this, other, null);
    }

    /** As {@link #eq(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray eq(double other, ZooArray out) {
        return Comparison.eq(this, other, out);
    }

    /** As {@link #eq(ZooArray)}, with one number. */
    public ZooArray eq(long other) {
        return Comparison.eq(this, other, null);
    }

    /** As {@link #eq(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray eq(long other, ZooArray out) {
        return Comparison.eq(this, other, out);
    }

    /** Whether each element differs from the other's. */
    public ZooArray ne(ZooArray other) {
        return Comparison.ne(this, other, null);
    }

    /** As {@link #ne(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray ne(ZooArray other, ZooArray out) {
        return Comparison.ne(this, other, out);
    }

    /** As {@link #ne(ZooArray)}, with one number. */
    public ZooArray ne(double other) {
        return Comparison.ne(this, other, null);
    }

    /** As {@link #ne(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray ne(double other, ZooArray out) {
        return Comparison.ne(this, other, out);
    }

    /** As {@link #ne(ZooArray)}, with one number. */
    public ZooArray ne(long other) {
        return Comparison.ne(this, other, null);
    }

    /** As {@link #ne(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray ne(long other, ZooArray out) {
        return Comparison.ne(this, other, out);
    }

    /** Whether each element is less than the other's. */
    public ZooArray lt(ZooArray other) {
        return Comparison.lt(this, other, null);
    }

    /** As {@link #lt(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray lt(ZooArray other, ZooArray out) {
        return Comparison.lt(this, other, out);
    }

    /** As {@link #lt(ZooArray)}, with one number. */
    public ZooArray lt(double other) {
        return Comparison.lt(this, other, null);
    }

    /** As {@link #lt(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray lt(double other, ZooArray out) {
        return Comparison.lt(this, other, out);
    }

    /** As {@link #lt(ZooArray)}, with one number. */
    public ZooArray lt(long other) {
        return Comparison.lt(this, other, null);
    }

    /** As {@link #lt(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray lt(long other, ZooArray out) {
        return Comparison.lt(this, other, out);
    }

    /** Whether each element is at most the other's. */
    public ZooArray le(ZooArray other) {
        return Comparison.le(this, other, null);
    }

    /** As {@link #le(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray le(ZooArray other, ZooArray out) {
        return Comparison.le(this, other, out);
    }

    /** As {@link #le(ZooArray)}, with one number. */
    public ZooArray le(double other) {
        return Comparison.le(this, other, null);
    }

    /** As {@link #le(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray le(double other, ZooArray out) {
        return Comparison.le(this, other, out);
    }

    /** As {@link #le(ZooArray)}, with one number. */
    public ZooArray le(long other) {
        return Comparison.le(this, other, null);
    }

    /** As {@link #le(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray le(long other, ZooArray out) {
        return Comparison.le(this, other, out);
    }

    /** Whether each element is greater than the other's. */
    public ZooArray gt(ZooArray other) {
        return Comparison.gt(this, other, null);
    }

    /** As {@link #gt(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray gt(ZooArray other, ZooArray out) {
        return Comparison.gt(this, other, out);
    }

    /** As {@link #gt(ZooArray)}, with one number. */
    public ZooArray gt(double other) {
        return Comparison.gt(this, other, null);
    }

    /** As {@link #gt(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray gt(double other, ZooArray out) {
        return Comparison.gt(this, other, out);
    }

    /** As {@link #gt(ZooArray)}, with one number. */
    public ZooArray gt(long other) {
        return Comparison.gt(this, other, null);
    }

    /** As {@link #gt(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray gt(long other, ZooArray out) {
        return Comparison.gt(this, other, out);
    }

    /** Whether each element is at least the other's. */
    public ZooArray ge(ZooArray other) {
        return Comparison.ge(this, other, null);
    }

    /** As {@link #ge(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray ge(ZooArray other, ZooArray out) {
        return Comparison.ge(this, other, out);
    }

    /** As {@link #ge(ZooArray)}, with one number. */
    public ZooArray ge(double other) {
        return Comparison.ge(this, other, null);
    }

    /** As {@link #ge(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray ge(double other, ZooArray out) {
        return Comparison.ge(this, other, out);
    }

    /** As {@link #ge(ZooArray)}, with one number. */
    public ZooArray ge(long other) {
        return Comparison.ge(this, other, null);
    }

    /** As {@link #ge(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray ge(long other, ZooArray out) {
        return Comparison.ge(this, other, out);
    }

    /** And, of booleans or bit by bit of integers. */
    public ZooArray and(ZooArray other) {
        return Logic.and(this, other, null);
    }

    /** As {@link #and(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray and(ZooArray other, ZooArray out) {
        return Logic.and(this, other, out);
    }

    /** As {@link #and(ZooArray)}, with one number. */
    public ZooArray and(long other) {
        return Logic.and(this, other, null);
    }

    /** As {@link #and(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray and(long other, ZooArray out) {
        return Logic.and(this, other, out);
    }

    /** As {@link #and(ZooArray)}, into this array. */
    public ZooArray andAssign(ZooArray other) {
        return Logic.and(this, other, this);
    }

    /** As {@link #and(ZooArray)}, with one number, into this array. */
    public ZooArray andAssign(long other) {
        return Logic.and(this, other, this);
    }

    /** Or, of booleans or bit by bit of integers. */
    public ZooArray or(ZooArray other) {
        return Logic.or(this, other, null);
    }

    /** As {@link #or(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray or(ZooArray other, ZooArray out) {
        return Logic.or(this, other, out);
    }

    /** As {@link #or(ZooArray)}, with one number. */
    public ZooArray or(long other) {
        return Logic.or(this, other, null);
    }

    /** As {@link #or(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray or(long other, ZooArray out) {
        return Logic.or(this, other, out);
    }

    /** As {@link #or(ZooArray)}, into this array. */
    public ZooArray orAssign(ZooArray other) {
        return Logic.or(this, other, this);
    }

    /** As {@link #or(ZooArray)}, with one number, into this array. */
    public ZooArray orAssign(long other) {
        return Logic.or(this, other, this);
    }

    /** Exclusive or, of booleans or bit by bit of integers. */
    public ZooArray xor(ZooArray other) {
        return Logic.xor(this, other, null);
    }

    /** As {@link #xor(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray xor(ZooArray other, ZooArray out) {
        return Logic.xor(this, other, out);
    }

    /** As {@link #xor(ZooArray)}, with one number. */
    public ZooArray xor(long other) {
        return Logic.xor(this, other, null);
    }

    /** As {@link #xor(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray xor(long other, ZooArray out) {
        return Logic.xor(this, other, out);
    }

    /** As {@link #xor(ZooArray)}, into this array. */
    public ZooArray xorAssign(ZooArray other) {
        return Logic.xor(this, other, this);
    }

    /** As {@link #xor(ZooArray)}, with one number, into this array. */
    public ZooArray xorAssign(long other) {
        return Logic.xor(this, other, this);
    }

    /** Each integer shifted left by the other's number of bits. */
    public ZooArray shiftLeft(ZooArray other) {
        return Logic.shiftLeft(this, other, null);
    }

    /** As {@link #shiftLeft(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray shiftLeft(ZooArray other, ZooArray out) {
        return Logic.shiftLeft(this, other, out);
    }

    /** As {@link #shiftLeft(ZooArray)}, with one number. */
    public ZooArray shiftLeft(long other) {
        return Logic.shiftLeft(this, other, null);
    }

    /** As {@link #shiftLeft(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray shiftLeft(long other, ZooArray out) {
        return Logic.shiftLeft(this, other, out);
    }

    /** As {@link #shiftLeft(ZooArray)}, into this array. */
    public ZooArray shiftLeftAssign(ZooArray other) {
        return Logic.shiftLeft(this, other, this);
    }

    /** As {@link #shiftLeft(ZooArray)}, with one number, into this array. */
    public ZooArray shiftLeftAssign(long other) {
        return Logic.shiftLeft(this, other, this);
    }

    /** Each integer shifted right by the other's number of bits, keeping its sign. */
    public ZooArray shiftRight(ZooArray other) {
        return Logic.shiftRight(this, other, null);
    }

    /** As {@link #shiftRight(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray shiftRight(ZooArray other, ZooArray out) {
        return Logic.shiftRight(this, other, out);
    }

    /** As {@link #shiftRight(ZooArray)}, with one number. */
    public ZooArray shiftRight(long other) {
        return Logic.shiftRight(this, other, null);
    }

    /** As {@link #shiftRight(ZooArray)}, with one number, into {@code out}, which is returned. */
    public ZooArray shiftRight(long other, ZooArray out) {
        return Logic.shiftRight(this, other, out);
    }

    /** As {@link #shiftRight(ZooArray)}, into this array. */
    public ZooArray shiftRightAssign(ZooArray other) {
        return Logic.shiftRight(this, other, this);
    }

    /** As {@link #shiftRight(ZooArray)}, with one number, into this array. */
    public ZooArray shiftRightAssign(long other) {
        return Logic.shiftRight(this, other, this);
    }

    /** Not, of booleans or bit by bit of integers. */
    public ZooArray not() {
        return Logic.not(this, null);
    }

    /** As {@link #not()}, into {@code out}, which is returned. */
    public ZooArray not(ZooArray out) {
        return Logic.not(this, out);
    }

    /** {@code a}'s element where the condition is true, else {@code b}'s; all three broadcast. */
    public static ZooArray where(ZooArray condition, ZooArray a, ZooArray b) {
        return Selection.where(condition, a, b);
    }

    // ---------------------------------------------------------------- reductions

    /** The sum of all elements. */
    public double sum() {
        return Reduction.sum(this);
    }

    /** The sum of all elements, which are integers or booleans. */
    public long sumLong() {
        return Reduction.sumLong(this);
    }

    /** The product of all elements. */
    public double prod() {
        return Reduction.prod(this);
    }

    /** The product of all elements, which are integers or booleans. */
    public long prodLong() {
        return Reduction.prodLong(this);
    }

    /** The mean of all elements. */
    public double mean() {
        return Reduction.mean(this);
    }

    /** The standard deviation of all elements, as of a whole population. */
    public double std() {
        return Reduction.std(this);
    }

    /** The variance of all elements, as of a whole population. */
    public double var() {
        return Reduction.var(this);
    }

    /** The smallest element; NaN if there is one. */
    public double min() {
        return Reduction.min(this);
    }

    /** The largest element; NaN if there is one. */
    public double max() {
        return Reduction.max(this);
    }

    /** The smallest element of integers or booleans. */
    public long minLong() {
        return Reduction.minLong(this);
    }

    /** The largest element of integers or booleans. */
    public long maxLong() {
        return Reduction.maxLong(this);
    }

    /** Whether any element is not 0. */
    public boolean any() {
        return Reduction.any(this);
    }

    /** Whether no element is 0. */
    public boolean all() {
        return Reduction.all(this);
    }

    /** Where the first smallest element, or NaN, is in C order. */
    public long argmin() {
        return Reduction.argmin(this);
    }

    /** Where the first largest element, or NaN, is in C order. */
    public long argmax() {
        return Reduction.argmax(this);
    }

    /** The sums along an axis. */
    public ZooArray sum(int axis) {
        return Reduction.sum(this, axis, false);
    }

    /** As {@link #sum(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray sum(int axis, boolean keepDims) {
        return Reduction.sum(this, axis, keepDims);
    }

    /** The products along an axis. */
    public ZooArray prod(int axis) {
        return Reduction.prod(this, axis, false);
    }

    /** As {@link #prod(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray prod(int axis, boolean keepDims) {
        return Reduction.prod(this, axis, keepDims);
    }

    /** The means along an axis. */
    public ZooArray mean(int axis) {
        return Reduction.mean(this, axis, false);
    }

    /** As {@link #mean(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray mean(int axis, boolean keepDims) {
        return Reduction.mean(this, axis, keepDims);
    }

    /** The standard deviations along an axis. */
    public ZooArray std(int axis) {
        return Reduction.std(this, axis, false);
    }

    /** As {@link #std(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray std(int axis, boolean keepDims) {
        return Reduction.std(this, axis, keepDims);
    }

    /** The variances along an axis. */
    public ZooArray var(int axis) {
        return Reduction.var(this, axis, false);
    }

    /** As {@link #var(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray var(int axis, boolean keepDims) {
        return Reduction.var(this, axis, keepDims);
    }

    /** The smallest elements along an axis. */
    public ZooArray min(int axis) {
        return Reduction.min(this, axis, false);
    }

    /** As {@link #min(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray min(int axis, boolean keepDims) {
        return Reduction.min(this, axis, keepDims);
    }

    /** The largest elements along an axis. */
    public ZooArray max(int axis) {
        return Reduction.max(this, axis, false);
    }

    /** As {@link #max(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray max(int axis, boolean keepDims) {
        return Reduction.max(this, axis, keepDims);
    }

    /** Whether any element along an axis is not 0. */
    public ZooArray any(int axis) {
        return Reduction.any(this, axis, false);
    }

    /** As {@link #any(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray any(int axis, boolean keepDims) {
        return Reduction.any(this, axis, keepDims);
    }

    /** Whether no element along an axis is 0. */
    public ZooArray all(int axis) {
        return Reduction.all(this, axis, false);
    }

    /** As {@link #all(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray all(int axis, boolean keepDims) {
        return Reduction.all(this, axis, keepDims);
    }

    /** Where the first smallest element, or NaN, is along an axis. */
    public ZooArray argmin(int axis) {
        return Reduction.argmin(this, axis, false);
    }

    /** As {@link #argmin(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray argmin(int axis, boolean keepDims) {
        return Reduction.argmin(this, axis, keepDims);
    }

    /** Where the first largest element, or NaN, is along an axis. */
    public ZooArray argmax(int axis) {
        return Reduction.argmax(this, axis, false);
    }

    /** As {@link #argmax(int)}; {@code keepDims} leaves the axis, with length 1. */
    public ZooArray argmax(int axis, boolean keepDims) {
        return Reduction.argmax(this, axis, keepDims);
    }

    /** The sums of each element and all before it in C order, in one dimension. */
    public ZooArray cumsum() {
        return Reduction.cumsum(this);
    }

    /** The sums of each element and all before it along an axis. */
    public ZooArray cumsum(int axis) {
        return Reduction.cumsum(this, axis);
    }

    /** The products of each element and all before it in C order, in one dimension. */
    public ZooArray cumprod() {
        return Reduction.cumprod(this);
    }

    /** The products of each element and all before it along an axis. */
    public ZooArray cumprod(int axis) {
        return Reduction.cumprod(this, axis);
    }

    // ---------------------------------------------------------------- sorting, products, selection

    /** A copy sorted along the last axis; NaN comes last. */
    public ZooArray sort() {
        return Sorting.sort(this, -1);
    }

    /** A copy sorted along an axis; NaN comes last. */
    public ZooArray sort(int axis) {
        return Sorting.sort(this, axis);
    }

    /** The indices that sort along the last axis, equal elements in the order they have. */
    public ZooArray argsort() {
        return Sorting.argsort(this, -1);
    }

    /** The indices that sort along an axis, equal elements in the order they have. */
    public ZooArray argsort(int axis) {
        return Sorting.argsort(this, axis);
    }

    /** The dot product: over the last axis of this and the last but one of the other. */
    public ZooArray dot(ZooArray other) {
        return LinearAlgebra.dot(this, other);
    }

    /** The matrix product; axes before the last two broadcast. */
    public ZooArray matmul(ZooArray other) {
        return LinearAlgebra.matmul(this, other, null);
    }

    /** As {@link #matmul(ZooArray)}, into {@code out}, which is returned. */
    public ZooArray matmul(ZooArray other, ZooArray out) {
        return LinearAlgebra.matmul(this, other, out);
    }

    /** Arrays one after the other along an existing axis. */
    public static ZooArray concatenate(int axis, ZooArray... arrays) {
        return Joining.concatenate(axis, arrays);
    }

    /** Arrays of one shape along a new axis. */
    public static ZooArray stack(int axis, ZooArray... arrays) {
        return Joining.stack(axis, arrays);
    }

    /** A copy of the elements where the mask is true, in one dimension. */
    public ZooArray select(ZooArray mask) {
        return Selection.select(this, mask);
    }

    /** A copy of the elements at these indices along an axis. */
    public ZooArray take(ZooArray indices, int axis) {
        return Selection.take(this, indices, axis);
    }

    /** As {@link #take(ZooArray, int)}. */
    public ZooArray take(long[] indices, int axis) {
        return Selection.take(this, of(indices), axis);
    }

    /** Sets the elements at these indices along an axis to values that broadcast. */
    public ZooArray put(ZooArray indices, int axis, ZooArray values) {
        return Selection.put(this, indices, axis, values);
    }

    /** A copy in C order. */
    public ZooArray copy() {
        return Assignment.copy(this);
    }

    /** A copy with elements of another type. */
    public ZooArray astype(DType dtype) {
        return Assignment.astype(this, dtype);
    }

    /** Sets all elements to a value. */
    public ZooArray fill(double value) {
        return Assignment.fill(this, value);
    }

    /** Sets all elements to a value. */
    public ZooArray fill(long value) {
        return Assignment.fill(this, value);
    }

    /** Sets all elements to those of an array that broadcasts to this shape. */
    public ZooArray assign(ZooArray values) {
        return Assignment.assign(this, values);
    }

    /** Sets the elements where the mask is true to a value. */
    public ZooArray assign(ZooArray mask, double value) {
        return Selection.assign(this, mask, value);
    }

    /** Sets the elements where the mask is true to a value. */
    public ZooArray assign(ZooArray mask, long value) {
        return Selection.assign(this, mask, value);
    }

    /** Sets the elements where the mask is true to these, in C order, or all to a single one. */
    public ZooArray assign(ZooArray mask, ZooArray values) {
        return Selection.assign(this, mask, values);
    }

    // ---------------------------------------------------------------- the object

    /** The elements, as NumPy prints them. */
    @Override
    public String toString() {
        return ArrayText.of(this);
    }

    /** A named array travels by its name, any other with its elements. */
    private Object writeReplace() {
        return new SerializedArray(this);
    }

    private void readObject(ObjectInputStream in) throws InvalidObjectException {
        throw new InvalidObjectException("an array is written in another form");
    }

    /**
     * Lets go of the memory: from now on each use of this array, and of all views of it, throws
     * {@link IllegalStateException}. Other processes, and buffers that were handed out, are not
     * concerned; a name stays until it is {@linkplain #unlink unlinked}. Closing a view, or closing
     * again, does nothing.
     *
     * <p>A thread that is computing with the array meanwhile may still finish, or throw.
     */
    @Override
    public void close() {
        if (owner) {
            storage.close();
        }
    }
}
