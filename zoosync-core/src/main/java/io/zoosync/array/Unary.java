package io.zoosync.array;

/** Functions of each element that depend on its type or are more than one operation. */
final class Unary {
    private Unary() {}

    static ZooArray abs(ZooArray a, ZooArray out) {
        return a.dtype() == DType.BOOL ? unchanged(a, out) : Functions.ABS.run(a, out);
    }

    static ZooArray floor(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.FLOOR.run(a, out) : unchanged(a, out);
    }

    static ZooArray ceil(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.CEIL.run(a, out) : unchanged(a, out);
    }

    static ZooArray trunc(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.TRUNC.run(a, out) : unchanged(a, out);
    }

    private static ZooArray unchanged(ZooArray a, ZooArray out) {
        return Assignment.assign(Results.of(out, a.dtype(), a), a);
    }

    static ZooArray isNaN(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_NAN.run(a, out) : everywhere(a, out, 0);
    }

    static ZooArray isFinite(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_FINITE.run(a, out) : everywhere(a, out, 1);
    }

    static ZooArray isInfinite(ZooArray a, ZooArray out) {
        return a.dtype().isFloating() ? Functions.IS_INFINITE.run(a, out) : everywhere(a, out, 0);
    }

    private static ZooArray everywhere(ZooArray a, ZooArray out, long value) {
        return Assignment.fill(Results.of(out, DType.BOOL, a), value);
    }

    static ZooArray clip(ZooArray a, double low, double high, ZooArray out) {
        ZooArray atLeast = Arithmetic.MAXIMUM.run(a, low, null);
        return Arithmetic.MINIMUM.run(atLeast, high, out == null ? atLeast : out);
    }

    /** A bound beyond the type's range that bounds nothing is left out. */
    static ZooArray clip(ZooArray a, long low, long high, ZooArray out) {
        DType type = a.dtype();
        boolean isInteger = type.isInteger();
        long lower = isInteger ? Math.max(low, Scalars.least(type)) : low;
        long upper = isInteger ? Math.min(high, Scalars.greatest(type)) : high;
        ZooArray atLeast = Arithmetic.MAXIMUM.run(a, lower, null);
        return Arithmetic.MINIMUM.run(atLeast, upper, out == null ? atLeast : out);
    }
}
