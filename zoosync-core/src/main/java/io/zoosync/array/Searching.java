package io.zoosync.array;

/** Where the first smallest or largest element is; the first NaN if there is one. */
final class Searching {
    private Searching() {}

    private static DType computed(DType type) {
        return switch (type) {
            case BOOL, INT8, UINT8, INT16, INT32 -> DType.INT32;
            default -> type;
        };
    }

    /** The place in C order. */
    static long first(ZooArray a, boolean least) {
        return new Line(a.dtype(), least).first(new Cursor(a), a.size());
    }

    /** The places along an axis. */
    static ZooArray first(ZooArray a, int axis, boolean keepDims, boolean least) {
        int along = Shapes.axis(axis, a.shapeRef());
        ZooArray out = ZooArray.allocate(DType.INT64, Axes.without(a.shapeRef(), along));
        ZooArray lines = Axes.toEnd(a, along);
        lines = lines.isContiguous() ? lines : lines.copy();
        Line line = new Line(a.dtype(), least);
        Cursor cursor = new Cursor(lines);
        Cursor to = new Cursor(out);
        long length = a.shapeRef()[along];
        long[] place = new long[1];
        for (long left = out.size(); left > 0; left--) {
            place[0] = line.first(cursor, length);
            to.write(DType.INT64, place, 0, 1);
        }
        return keepDims ? Reduction.kept(out, along) : out;
    }

    /** Searches lines, with tiles of its own. */
    private static final class Line {
        private final DType type;
        private final boolean least;
        private final int tileLength;
        private final Object tile;

        /** The best element so far, and the best of the next tile. */
        private final Object best;

        Line(DType type, boolean least) {
            this.type = computed(type);
            this.least = least;
            tileLength = Tiles.BYTES / this.type.bytes();
            tile = Tiles.create(this.type, tileLength);
            best = Tiles.create(this.type, 2);
        }

        /** The place among the cursor's next elements, which are passed. */
        long first(Cursor cursor, long length) {
            long place = 0;
            for (long done = 0; done < length; done += tileLength) {
                int count = (int) Math.min(tileLength, length - done);
                cursor.read(type, tile, 0, count);
                int found = PlaceLoops.first(type, tile, 0, count, least);
                System.arraycopy(tile, found, best, done == 0 ? 0 : 1, 1);
                if (done == 0) {
                    place = found;
                } else if (PlaceLoops.first(type, best, 0, 2, least) == 1) {
                    System.arraycopy(best, 1, best, 0, 1);
                    place = done + found;
                }
            }
            return place;
        }
    }
}
