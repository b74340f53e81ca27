package io.zoosync.array;

import java.util.Arrays;

/** Sorting along an axis; NaN comes last. */
final class Sorting {
    private static final int MOST = Integer.MAX_VALUE - 8;

    private Sorting() {}

    static ZooArray sort(ZooArray a, int axis) {
        int along = Shapes.axis(axis, a.shapeRef());
        int length = length(a, along);
        ZooArray lines = Axes.toEnd(a, along).copy();
        Runs runs = new Runs(lines);
        DType type = a.dtype();
        Object line = runs.array() == null ? Tiles.create(type, length) : null;
        for (long first = 0; first < lines.size(); first += length) {
            if (line == null) {
                sort(type, runs.array(), (int) first, (int) first + length);
            } else {
                runs.get(first, 1, line, 0, length);
                sort(type, line, 0, length);
                runs.put(first, 1, line, 0, length);
            }
        }
        return along == a.rank() - 1 ? lines : Axes.fromEnd(lines, along).copy();
    }

    private static int length(ZooArray a, int axis) {
        long length = a.shapeRef()[axis];
        if (length > MOST) {
            throw new IllegalArgumentException(
                    "at most "
                            + MOST
                            + " elements can be sorted: shape="
                            + Arrays.toString(a.shapeRef()));
        }
        return (int) length;
    }

    private static void sort(DType type, Object array, int from, int to) {
        switch (type) {
            case BOOL, INT8 -> Arrays.sort((byte[]) array, from, to);
            case UINT8 -> {
                flipSigns((byte[]) array, from, to);
                Arrays.sort((byte[]) array, from, to);
                flipSigns((byte[]) array, from, to);
            }
            case INT16 -> Arrays.sort((short[]) array, from, to);
            case INT32 -> Arrays.sort((int[]) array, from, to);
            case INT64 -> Arrays.sort((long[]) array, from, to);
            case FLOAT32 -> Arrays.sort((float[]) array, from, to);
            case FLOAT64 -> Arrays.sort((double[]) array, from, to);
        }
    }

    /** Unsigned bytes are in the order of signed ones with the other highest bit. */
    private static void flipSigns(byte[] array, int from, int to) {
        for (int i = from; i < to; i++) {
            array[i] ^= (byte) 0x80;
        }
    }

    static ZooArray argsort(ZooArray a, int axis) {
        int along = Shapes.axis(axis, a.shapeRef());
        int length = length(a, along);
        ZooArray lines = Axes.toEnd(a, along);
        ZooArray places = ZooArray.allocate(DType.INT64, lines.shapeRef());
        Cursor from = new Cursor(lines);
        Cursor to = new Cursor(places);
        KeySort keys = new KeySort(length);
        for (long first = 0; first < places.size(); first += length) {
            keys.read(from, a.dtype());
            keys.sort();
            to.write(DType.INT32, keys.places(), 0, length);
        }
        return along == a.rank() - 1 ? places : Axes.fromEnd(places, along).copy();
    }
}
