package io.zoosync.array;

/** Copies, conversions and filling. */
final class Assignment {
    private Assignment() {}

    static ZooArray copy(ZooArray a) {
        return astype(a, a.dtype());
    }

    static ZooArray astype(ZooArray a, DType dtype) {
        return move(a, ZooArray.allocate(dtype, a.shapeRef()));
    }

    /** Converts as {@link Casts} does, whatever the types are. */
    static ZooArray assign(ZooArray target, ZooArray values) {
        return move(Overlap.copied(target, values)[0], target);
    }

    static ZooArray fill(ZooArray a, double value) {
        DType type = a.dtype();
        if (type.isInteger()) {
            long whole = (long) value;
            if (!(value >= -0x1p63 && value < 0x1p63) || !Scalars.fits(type, whole)) {
                throw outOfRange(value, type);
            }
            return fill(a, whole);
        }
        Object tile = Tiles.create(type, 1);
        Tiles.set(type, tile, 0, value);
        return fill(a, tile);
    }

    static ZooArray fill(ZooArray a, long value) {
        DType type = a.dtype();
        if (type != DType.BOOL && !Scalars.fits(type, value)) {
            throw outOfRange(value, type);
        }
        Object tile = Tiles.create(type, 1);
        Tiles.set(type, tile, 0, value);
        return fill(a, tile);
    }

    private static IllegalArgumentException outOfRange(Number value, DType type) {
        return new IllegalArgumentException(value + " is out of range of " + type);
    }

    /** Sets all elements to the first one of a tile of their type. */
    private static ZooArray fill(ZooArray a, Object value) {
        DType type = a.dtype();
        int[] order = Order.of(a.shapeRef(), a.stridesRef());
        Cursor to =
                new Cursor(a, Order.pick(a.shapeRef(), order), Order.pick(a.stridesRef(), order));
        int tileLength = (int) Math.min(Tiles.BYTES / type.bytes(), a.size());
        Object tile = Tiles.create(type, tileLength);
        if (tileLength > 0) {
            Tiles.fill(type, tile, 0, tileLength, value);
        }
        long left = a.size();
        while (left > 0) {
            boolean direct = to.array() != null && to.stride() == 1;
            int count = (int) Math.min(left, direct ? to.left() : tileLength);
            if (direct) {
                int first = (int) to.position();
                Tiles.fill(type, to.array(), first, first + count, value);
                to.skip(count);
            } else {
                to.write(type, tile, 0, count);
            }
            left -= count;
        }
        return a;
    }

    /** Copies elements between arrays that do not overlap; the first broadcasts to the second. */
    static ZooArray move(ZooArray from, ZooArray to) {
        long[] shape = to.shapeRef();
        long[] fromStrides = Shapes.broadcastStrides(from.shapeRef(), from.stridesRef(), shape);
        if (to.size() == 0) {
            to.storage().checkOpen();
            return to;
        }
        int[] order = Order.of(shape, to.stridesRef(), fromStrides);
        long[] lengths = Order.pick(shape, order);
        fromStrides = Order.pick(fromStrides, order);
        long[] toStrides = Order.pick(to.stridesRef(), order);
        if (!Transposition.isDone(from, fromStrides, to, toStrides, lengths)) {
            Cursor source = new Cursor(from, lengths, fromStrides);
            move(source, new Cursor(to, lengths, toStrides), to.size());
        }
        return to;
    }

    /** Copies stretches, without a tile between them where one side is in order in a Java array. */
    private static void move(Cursor from, Cursor to, long size) {
        DType type = to.dtype();
        int tileLength = Tiles.BYTES / Math.max(type.bytes(), from.dtype().bytes());
        Object tile = null;
        long left = size;
        while (left > 0) {
            int count = (int) Math.min(left, tileLength);
            if (isConsecutive(to)) {
                count = (int) Math.min(stretch(from, to, left), to.left());
                from.read(type, to.array(), (int) to.position(), count);
                to.skip(count);
            } else if (isConsecutive(from)) {
                count = (int) Math.min(stretch(from, to, left), from.left());
                to.write(from.dtype(), from.array(), (int) from.position(), count);
                from.skip(count);
            } else {
                tile = tile == null ? Tiles.create(type, tileLength) : tile;
                from.read(type, tile, 0, count);
                to.write(type, tile, 0, count);
            }
            left -= count;
        }
    }

    private static boolean isConsecutive(Cursor cursor) {
        return cursor.array() != null && cursor.stride() == 1;
    }

    /** Elements that are converted on the way go through a tile, which should be small. */
    private static long stretch(Cursor from, Cursor to, long left) {
        boolean both = isConsecutive(from) && isConsecutive(to);
        long most = from.dtype() == to.dtype() ? left : both ? from.left() : Tiles.BYTES / 8;
        return Math.min(left, Math.min(most, Integer.MAX_VALUE));
    }
}
