package io.zoosync.array;

/**
 * Runs a kernel over arrays that broadcast to an output.
 *
 * <p>Where the elements of all of them lie one after another in Java arrays, at the same places,
 * its loop works on the arrays themselves. Otherwise the inputs are copied to tiles, the loop works
 * on these, and its tile is copied to the output. (HotSpot vectorises a loop over several arrays
 * only if all of them have the same index; that is why the places must be the same.)
 */
final class Elementwise {
    /** Shorter stretches are better copied to tiles, several at once. */
    private static final int WORTH_DIRECT = 64;

    private final Kernel kernel;
    private final Cursor out;
    private final Cursor[] in;
    private final Object[] tiles;
    private final Object outTile;
    private final int tileLength;
    private final boolean mayBeDirect;

    private Elementwise(Kernel kernel, ZooArray outArray, ZooArray... inArrays) {
        this.kernel = kernel;
        int count = inArrays.length;
        long[] shape = outArray.shapeRef();
        long[][] strides = new long[count + 1][];
        strides[0] = outArray.stridesRef();
        for (int i = 0; i < count; i++) {
            ZooArray input = inArrays[i];
            strides[i + 1] = Shapes.broadcastStrides(input.shapeRef(), input.stridesRef(), shape);
        }
        int[] order = Order.of(shape, strides);
        long[] lengths = Order.pick(shape, order);
        out = new Cursor(outArray, lengths, Order.pick(strides[0], order));
        in = new Cursor[count];
        for (int i = 0; i < count; i++) {
            in[i] = new Cursor(inArrays[i], lengths, Order.pick(strides[i + 1], order));
        }
        tileLength = (int) Math.min(tileLength(kernel), outArray.size());
        outTile = Tiles.create(kernel.out(), tileLength);
        tiles = new Object[3];
        for (int i = 0; i < count; i++) {
            tiles[i] = Tiles.create(kernel.in()[i], tileLength);
        }
        mayBeDirect = mayBeDirect();
    }

    private static int tileLength(Kernel kernel) {
        int widest = kernel.out().bytes();
        for (DType type : kernel.in()) {
            widest = Math.max(widest, type.bytes());
        }
        return Tiles.BYTES / widest;
    }

    /**
     * Computes all elements of {@code out}.
     *
     * @param out of the shape that it and the inputs broadcast to; it may overlap with inputs
     * @return {@code out}
     */
    static ZooArray run(Kernel kernel, ZooArray out, ZooArray... in) {
        if (out.size() == 0) {
            out.storage().checkOpen();
        } else if (!isDone(kernel, out, in)) {
            ZooArray[] apart = Overlap.copied(out, in);
            new Elementwise(kernel, out, apart).run(out.size());
        }
        return out;
    }

    // ---------------------------------------------------------------- whole arrays at once

    /** Does all with one loop, with as few steps before as can be, if the arrays allow it. */
    private static boolean isDone(Kernel kernel, ZooArray out, ZooArray[] in) {
        Object target = elements(out, kernel.out());
        if (target == null) {
            return false;
        }
        int count = in.length;
        Object a = whole(kernel.in()[0], in[0], out);
        Object b = count < 2 ? null : whole(kernel.in()[1], in[1], out);
        Object c = count < 3 ? null : whole(kernel.in()[2], in[2], out);
        Loop loop = kernel.all();
        if (count == 2 && a == null && b != null) {
            a = value(kernel.in()[0], in[0]);
            loop = kernel.left();
        } else if (count == 2 && a != null && b == null) {
            b = value(kernel.in()[1], in[1]);
            loop = kernel.right();
        }
        if (loop == null || a == null || count > 1 && b == null || count > 2 && c == null) {
            return false;
        }
        int first = position(out);
        loop.run(a, b, c, target, first, first + (int) out.size());
        return true;
    }

    /** The Java array that holds all elements one after another, null if there is none. */
    private static Object elements(ZooArray array, DType type) {
        return array.isContiguous() && array.dtype() == type
                ? HeapMemory.of(array.storage())
                : null;
    }

    /** As {@link #elements}, if they are at the same places as the output's. */
    private static Object whole(DType type, ZooArray input, ZooArray out) {
        boolean fits = input.size() == out.size() && position(input) == position(out);
        return fits ? elements(input, type) : null;
    }

    /** The only element, in an array of its own. */
    private static Object value(DType type, ZooArray input) {
        Object array = input.size() == 1 ? elements(input, type) : null;
        if (array == null) {
            return null;
        }
        Object value = Tiles.create(type, 1);
        System.arraycopy(array, position(input), value, 0, 1);
        return value;
    }

    /** Where it starts in its Java array. */
    private static int position(ZooArray array) {
        return (int) (array.offset() >> Tiles.shift(array.dtype()));
    }

    // ---------------------------------------------------------------- stretch by stretch

    private void run(long size) {
        fillSingles();
        long left = size;
        while (left > 0) {
            long stretch = mayBeDirect ? directStretch(left) : 0;
            if (stretch > 0) {
                runDirectly(stretch);
                left -= stretch;
            } else {
                int count = (int) Math.min(tileLength, left);
                runOnTiles(count);
                left -= count;
            }
        }
    }

    /** Inputs that are one number are read once. */
    private void fillSingles() {
        for (int i = 0; i < in.length; i++) {
            if (in[i].isSingle()) {
                in[i].read(kernel.in()[i], tiles[i], 0, 1);
                Tiles.fill(kernel.in()[i], tiles[i], 1, tileLength, tiles[i]);
            }
        }
    }

    private boolean mayBeDirect() {
        boolean may = isConsecutive(out, kernel.out());
        int values = 0;
        for (int i = 0; i < in.length; i++) {
            Loop withValue = i == 0 ? kernel.left() : kernel.right();
            boolean isValue = in[i].stride() == 0 && withValue != null && in.length == 2;
            values += isValue ? 1 : 0;
            may &= isValue || isConsecutive(in[i], kernel.in()[i]);
        }
        return may && values < 2;
    }

    private static boolean isConsecutive(Cursor cursor, DType type) {
        return cursor.array() != null && cursor.stride() == 1 && cursor.dtype() == type;
    }

    /** For how many elements the arrays themselves can be worked on; 0 if it is not worth it. */
    private long directStretch(long left) {
        long stretch = Math.min(left, out.left());
        for (Cursor cursor : in) {
            boolean fits = cursor.stride() == 0 || cursor.position() == out.position();
            stretch = fits ? Math.min(stretch, cursor.left()) : 0;
        }
        return stretch >= WORTH_DIRECT || stretch == left ? stretch : 0;
    }

    private void runDirectly(long stretch) {
        Loop loop = kernel.all();
        Object[] from = {null, null, null};
        for (int i = 0; i < in.length; i++) {
            from[i] = in[i].array();
            if (in[i].stride() == 0) {
                loop = i == 0 ? kernel.left() : kernel.right();
                from[i] = tiles[i];
                if (!in[i].isSingle()) {
                    in[i].peek(kernel.in()[i], tiles[i]);
                }
            }
            in[i].skip(stretch);
        }
        int first = (int) out.position();
        loop.run(from[0], from[1], from[2], out.array(), first, (int) (first + stretch));
        out.skip(stretch);
    }

    private void runOnTiles(int count) {
        for (int i = 0; i < in.length; i++) {
            if (!in[i].isSingle()) {
                in[i].read(kernel.in()[i], tiles[i], 0, count);
            }
        }
        kernel.all().run(tiles[0], tiles[1], tiles[2], outTile, 0, count);
        out.write(kernel.out(), outTile, 0, count);
    }
}
