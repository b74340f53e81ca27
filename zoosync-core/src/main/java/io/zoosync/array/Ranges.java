package io.zoosync.array;

/** Numbers at equal distances, computed as NumPy does. */
final class Ranges {
    private static final int TILE = 512;

    private Ranges() {}

    static ZooArray arange(long start, long stop, long step) {
        if (step == 0) {
            throw new IllegalArgumentException("step is 0");
        }
        boolean any = step > 0 ? start < stop : start > stop;
        long distance = step > 0 ? stop - start - 1 : start - stop - 1;
        if (any && distance < 0) {
            throw new IllegalArgumentException(
                    "too many elements: start=" + start + ", stop=" + stop + ", step=" + step);
        }
        long count = any ? Long.divideUnsigned(distance, Math.abs(step)) + 1 : 0;
        ZooArray result = ZooArray.allocate(DType.INT64, count);
        Runs runs = new Runs(result);
        long[] tile = new long[TILE];
        for (long first = 0; first < count; first += TILE) {
            for (int i = 0; i < TILE; i++) {
                tile[i] = start + (first + i) * step;
            }
            runs.put(first, 1, tile, 0, (int) Math.min(TILE, count - first));
        }
        return result;
    }

    static ZooArray arange(double start, double stop, double step) {
        double count = Math.ceil((stop - start) / step);
        if (step == 0 || Double.isNaN(count) || count > Long.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "no such range: start=" + start + ", stop=" + stop + ", step=" + step);
        }
        ZooArray result = ZooArray.allocate(DType.FLOAT64, (long) Math.max(0, count));
        fill(result, start + step - start, start);
        if (result.size() > 1) {
            new Runs(result).put(1, 1, new double[] {start + step}, 0, 1);
        }
        return result;
    }

    static ZooArray linspace(double start, double stop, long count) {
        if (count < 0) {
            throw new IllegalArgumentException("count is negative: " + count);
        }
        ZooArray result = ZooArray.allocate(DType.FLOAT64, count);
        double step = (stop - start) / (count - 1);
        fill(result, count > 1 ? step : 0, start);
        if (count > 1) {
            new Runs(result).put(count - 1, 1, new double[] {stop}, 0, 1);
        }
        return result;
    }

    private static ZooArray fill(ZooArray result, double step, double start) {
        Runs runs = new Runs(result);
        double[] tile = new double[TILE];
        for (long first = 0; first < result.size(); first += TILE) {
            for (int i = 0; i < TILE; i++) {
                tile[i] = start + (first + i) * step;
            }
            runs.put(first, 1, tile, 0, (int) Math.min(TILE, result.size() - first));
        }
        return result;
    }
}
