package io.zoosync.array;

import java.util.Arrays;

/** Choosing elements by conditions and masks. */
final class Selection {
    private static final int TILE = 512;

    private static final Operation WHERE =
            new Operation(
                    "where",
                    Operation::same,
                    choice(DType.BOOL, Selection.<byte[]>loop(ChoiceLoops::choose)),
                    choice(DType.INT8, Selection.<byte[]>loop(ChoiceLoops::choose)),
                    choice(DType.UINT8, Selection.<byte[]>loop(ChoiceLoops::choose)),
                    choice(DType.INT16, Selection.<short[]>loop(ChoiceLoops::choose)),
                    choice(DType.INT32, Selection.<int[]>loop(ChoiceLoops::choose)),
                    choice(DType.INT64, Selection.<long[]>loop(ChoiceLoops::choose)),
                    choice(DType.FLOAT32, Selection.<float[]>loop(ChoiceLoops::choose)),
                    choice(DType.FLOAT64, Selection.<double[]>loop(ChoiceLoops::choose)));

    private Selection() {}

    private static <T> Loop.Three<byte[], T, T, T> loop(Loop.Three<byte[], T, T, T> loop) {
        return loop;
    }

    private static <T> Kernel choice(DType type, Loop.Three<byte[], T, T, T> loop) {
        return Kernel.three(DType.BOOL, type, type, loop);
    }

    static ZooArray where(ZooArray condition, ZooArray a, ZooArray b) {
        DType type = DType.promote(a.dtype(), b.dtype());
        ZooArray out = Results.of(null, type, condition, a, b);
        return Elementwise.run(WHERE.kernel(type), out, condition, a, b);
    }

    static ZooArray select(ZooArray a, ZooArray mask) {
        ZooArray marks = marks(a, mask);
        ZooArray result = ZooArray.allocate(a.dtype(), marked(a, mask));
        DType type = a.dtype();
        Cursor from = new Cursor(a);
        Cursor by = new Cursor(marks);
        Cursor to = new Cursor(result);
        byte[] marksTile = new byte[TILE];
        Object tile = Tiles.create(type, TILE);
        Object chosen = Tiles.create(type, TILE);
        for (long left = a.size(); left > 0; left -= TILE) {
            int count = (int) Math.min(TILE, left);
            by.read(DType.BOOL, marksTile, 0, count);
            from.read(type, tile, 0, count);
            int found = MaskLoops.gather(type, marksTile, count, tile, chosen);
            to.write(type, chosen, 0, found);
        }
        return result;
    }

    static ZooArray assign(ZooArray a, ZooArray mask, double value) {
        return assign(a, mask, Assignment.fill(ZooArray.allocate(a.dtype()), value));
    }

    static ZooArray assign(ZooArray a, ZooArray mask, long value) {
        return assign(a, mask, Assignment.fill(ZooArray.allocate(a.dtype()), value));
    }

    static ZooArray assign(ZooArray a, ZooArray mask, ZooArray values) {
        ZooArray marks = marks(a, Overlap.isShared(a, mask) ? mask.copy() : mask);
        ZooArray source = Overlap.isShared(a, values) ? values.copy() : values;
        Cursor from = new Cursor(source.broadcastTo(marked(a, mask)));
        DType type = a.dtype();
        Cursor by = new Cursor(marks);
        Cursor old = new Cursor(a);
        Cursor to = new Cursor(a);
        byte[] marksTile = new byte[TILE];
        Object tile = Tiles.create(type, TILE);
        Object fresh = Tiles.create(type, TILE);
        for (long left = a.size(); left > 0; left -= TILE) {
            int count = (int) Math.min(TILE, left);
            by.read(DType.BOOL, marksTile, 0, count);
            int wanted = MaskLoops.count(marksTile, count);
            from.read(type, fresh, 0, wanted);
            old.read(type, tile, 0, count);
            MaskLoops.scatter(type, marksTile, count, fresh, tile);
            to.write(type, tile, 0, count);
        }
        return a;
    }

    /** A mask for each element, of one that may lack axes at the end. */
    private static ZooArray marks(ZooArray a, ZooArray mask) {
        long[] shape = a.shapeRef();
        int rank = mask.rank();
        if (mask.dtype() != DType.BOOL) {
            throw new IllegalArgumentException("a mask is of bool: dtype=" + mask.dtype());
        }
        if (rank > shape.length || !Arrays.equals(mask.shapeRef(), Arrays.copyOf(shape, rank))) {
            throw new IllegalArgumentException(
                    "a mask of shape "
                            + Arrays.toString(mask.shapeRef())
                            + " does not fit shape "
                            + Arrays.toString(shape));
        }
        long[] strides = Arrays.copyOf(mask.stridesRef(), shape.length);
        return mask.view(mask.offset(), shape, strides);
    }

    /** The shape of what is marked: a number of elements, or of parts. */
    private static long[] marked(ZooArray a, ZooArray mask) {
        long[] rest = Arrays.copyOfRange(a.shapeRef(), mask.rank(), a.rank());
        return Axes.inserted(rest, 0, (long) Reduction.sum(mask));
    }

    static ZooArray take(ZooArray a, ZooArray indices, int axis) {
        return Indexing.take(a, indices, axis);
    }

    static ZooArray put(ZooArray a, ZooArray indices, int axis, ZooArray values) {
        return Indexing.put(a, indices, axis, values);
    }
}
