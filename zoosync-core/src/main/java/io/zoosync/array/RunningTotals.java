package io.zoosync.array;

/** Of each element and all before it, the sum or the product. */
final class RunningTotals {
    private RunningTotals() {}

    /** Along all elements in C order. */
    static ZooArray all(ZooArray a, Fold fold) {
        ZooArray totals = a.astype(fold.type());
        ZooArray line = ZooArray.whole(totals.storage(), totals.dtype(), totals.size());
        run(line, line.size(), fold);
        return line;
    }

    /** Along an axis. */
    static ZooArray along(ZooArray a, int axis, Fold fold) {
        int along = Shapes.axis(axis, a.shapeRef());
        ZooArray lines = Axes.toEnd(a, along).astype(fold.type());
        run(lines, a.shapeRef()[along], fold);
        return along == a.rank() - 1 ? lines : Axes.fromEnd(lines, along).copy();
    }

    /** Each line of a contiguous array. */
    private static void run(ZooArray lines, long length, Fold fold) {
        Runs runs = new Runs(lines);
        DType type = fold.type();
        int tileLength = Tiles.BYTES / type.bytes();
        Object tile = Tiles.create(type, tileLength);
        Object total = Tiles.create(type, 1);
        for (long line = 0; line < lines.size(); line += length) {
            Tiles.fill(type, total, 0, 1, fold.start());
            for (long done = 0; done < length; done += tileLength) {
                int count = (int) Math.min(tileLength, length - done);
                runs.get(line + done, 1, tile, 0, count);
                fold.totals().run(total, 0, tile, 0, count);
                runs.put(line + done, 1, tile, 0, count);
            }
        }
    }
}
