package io.zoosync.array;

import java.util.function.UnaryOperator;

/**
 * An operation on elements: its name, the types in which it is computed, and a kernel for each of
 * these. Integers without a kernel of their own are computed as {@link DType#INT32}, and {@link
 * DType#FLOAT32} as {@link DType#FLOAT64}.
 */
@SuppressWarnings("EnumOrdinal") // an index that does not outlive the JVM
final class Operation {
    private final String name;
    private final UnaryOperator<DType> rule;
    private final Kernel[] kernels = new Kernel[DType.values().length];

    /**
     * @param rule the type of the computation and of its result (unless that is a boolean) for the
     *     common type of the inputs
     */
    Operation(String name, UnaryOperator<DType> rule, Kernel... kernels) {
        this.name = name;
        this.rule = rule;
        for (Kernel kernel : kernels) {
            DType[] in = kernel.in();
            this.kernels[in[in.length - 1].ordinal()] = kernel;
        }
        for (DType type : DType.values()) {
            if (this.kernels[type.ordinal()] == null) {
                this.kernels[type.ordinal()] = this.kernels[wider(type).ordinal()];
            }
        }
    }

    private static DType wider(DType type) {
        return switch (type) {
            case INT8, UINT8, INT16 -> DType.INT32;
            case FLOAT32 -> DType.FLOAT64;
            default -> type;
        };
    }

    // ---------------------------------------------------------------- rules

    /** The type itself. */
    static DType same(DType type) {
        return type;
    }

    /** Booleans count as {@link DType#INT8}. */
    static DType number(DType type) {
        return type == DType.BOOL ? DType.INT8 : type;
    }

    /**
     * Integers and booleans count as the smaller type of floating-point numbers that holds them;
     * NumPy has a smaller one still.
     */
    static DType real(DType type) {
        return type == DType.INT32 || type == DType.INT64
                ? DType.FLOAT64
                : type.isFloating() ? type : DType.FLOAT32;
    }

    /** All but {@link DType#FLOAT32} count as {@link DType#FLOAT64}. */
    static DType quotient(DType type) {
        return type == DType.FLOAT32 ? type : DType.FLOAT64;
    }

    // ---------------------------------------------------------------- running

    /** The kernel for a type, null if there is none. */
    Kernel kernel(DType type) {
        return kernels[type.ordinal()];
    }

    private Kernel kernel(DType type, ZooArray... in) {
        if (kernels[type.ordinal()] == null) {
            StringBuilder types = new StringBuilder();
            for (ZooArray input : in) {
                types.append(types.length() == 0 ? "" : " and ").append(input.dtype());
            }
            throw new IllegalArgumentException(name + " is not defined for " + types);
        }
        return kernels[type.ordinal()];
    }

    private static DType result(Kernel kernel, DType computed) {
        return kernel.out() == DType.BOOL ? DType.BOOL : computed;
    }

    /** Computes in the kernel's type, rounds to the result's type and converts to {@code out}'s. */
    private static ZooArray run(Kernel kernel, DType result, ZooArray out, ZooArray... in) {
        if (out.dtype() == result || kernel.out() == result) {
            return Elementwise.run(kernel, out, in);
        }
        ZooArray rounded = ZooArray.allocate(result, out.shapeRef());
        return Assignment.move(Elementwise.run(kernel, rounded, in), out);
    }

    /**
     * Computes the result.
     *
     * @param out null for a new array
     * @return where the result is
     */
    ZooArray run(ZooArray a, ZooArray out) {
        DType type = rule.apply(a.dtype());
        Kernel kernel = kernel(type, a);
        DType result = result(kernel, type);
        return run(kernel, result, Results.of(out, result, a), a);
    }

    /** As {@link #run(ZooArray, ZooArray)}, for two inputs that broadcast. */
    ZooArray run(ZooArray a, ZooArray b, ZooArray out) {
        DType type = rule.apply(DType.promote(a.dtype(), b.dtype()));
        Kernel kernel = kernel(type, a, b);
        DType result = result(kernel, type);
        return run(kernel, result, Results.of(out, result, a, b), a, b);
    }

    /** As {@link #run(ZooArray, ZooArray, ZooArray)}, with one number. */
    ZooArray run(ZooArray a, double b, ZooArray out) {
        return run(a, Scalars.beside(a, b), out);
    }

    /**
     * As {@link #run(ZooArray, ZooArray, ZooArray)}, with one number.
     *
     * @throws IllegalArgumentException if it is out of the range of the array's type
     */
    ZooArray run(ZooArray a, long b, ZooArray out) {
        return run(a, Scalars.beside(a, b), out);
    }

    /** As {@link #run(ZooArray, ZooArray)}, for three inputs that broadcast. */
    ZooArray run(ZooArray a, ZooArray b, ZooArray c, ZooArray out) {
        DType common = DType.promote(DType.promote(a.dtype(), b.dtype()), c.dtype());
        DType type = rule.apply(common);
        Kernel kernel = kernel(type, a, b, c);
        DType result = result(kernel, type);
        return run(kernel, result, Results.of(out, result, a, b, c), a, b, c);
    }

    /** Its name. */
    @Override
    public String toString() {
        return name;
    }
}
