package io.zoosync.array;

/**
 * Sorts the places of keys by the keys, equal ones in the order they have: a radix sort by eight
 * bits at a time from the lowest on, which leaves out those in which all keys are the same.
 */
final class KeySort {
    private static final int DIGITS = 8;
    private static final int VALUES = 256;

    /** So many are sorted faster by insertion. */
    private static final int FEW = 32;

    private long[] keys;
    private long[] otherKeys;
    private int[] places;
    private int[] otherPlaces;
    private final int[][] counts = new int[DIGITS][VALUES];

    KeySort(int length) {
        keys = new long[length];
        otherKeys = new long[length];
        places = new int[length];
        otherPlaces = new int[length];
    }

    /** The places of the smallest key, the next one and so on. */
    int[] places() {
        return places;
    }

    /** Takes the next elements as keys. */
    void read(Cursor from, DType type) {
        if (type.isFloating()) {
            double[] tile = new double[Tiles.BYTES / Double.BYTES];
            for (int first = 0; first < keys.length; first += tile.length) {
                int count = Math.min(tile.length, keys.length - first);
                from.read(DType.FLOAT64, tile, 0, count);
                for (int i = 0; i < count; i++) {
                    keys[first + i] = key(tile[i]);
                }
            }
        } else {
            from.read(DType.INT64, keys, 0, keys.length);
        }
    }

    /** In the order of the numbers, both zeros the same, NaN the greatest. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value + 0.0);
        return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
    }

    void sort() {
        for (int i = 0; i < places.length; i++) {
            places[i] = i;
        }
        if (keys.length <= FEW) {
            insert();
            return;
        }
        count();
        for (int digit = 0; digit < DIGITS; digit++) {
            if (begin(counts[digit])) {
                distribute(digit * 8, counts[digit]);
            }
        }
    }

    private void insert() {
        for (int i = 1; i < keys.length; i++) {
            long key = keys[i];
            int place = places[i];
            int at = i;
            for (; at > 0 && keys[at - 1] > key; at--) {
                keys[at] = keys[at - 1];
                places[at] = places[at - 1];
            }
            keys[at] = key;
            places[at] = place;
        }
    }

    private void count() {
        for (int[] of : counts) {
            java.util.Arrays.fill(of, 0);
        }
        for (long key : keys) {
            long unsigned = key ^ Long.MIN_VALUE;
            for (int digit = 0; digit < DIGITS; digit++) {
                counts[digit][(int) (unsigned >>> digit * 8) & VALUES - 1]++;
            }
        }
    }

    /** Turns counts into where each value begins; false if there is only one value. */
    private boolean begin(int[] of) {
        int at = 0;
        for (int value = 0; value < VALUES; value++) {
            int count = of[value];
            if (count == keys.length) {
                return false;
            }
            of[value] = at;
            at += count;
        }
        return true;
    }

    private void distribute(int shift, int[] begin) {
        for (int i = 0; i < keys.length; i++) {
            long key = keys[i];
            int to = begin[(int) ((key ^ Long.MIN_VALUE) >>> shift) & VALUES - 1]++;
            otherKeys[to] = key;
            otherPlaces[to] = places[i];
        }
        long[] nextKeys = otherKeys;
        otherKeys = keys;
        keys = nextKeys;
        int[] nextPlaces = otherPlaces;
        otherPlaces = places;
        places = nextPlaces;
    }
}
