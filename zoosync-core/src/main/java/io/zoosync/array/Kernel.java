package io.zoosync.array;

/**
 * How an operation is computed element by element: the types it takes, the type it gives, and its
 * loops.
 *
 * @param in the types of the inputs
 * @param out the type of the output
 * @param all over inputs of equal length
 * @param right with only the first element of the second input, null if there is no such loop
 * @param left with only the first element of the first input, null if there is no such loop
 */
@SuppressWarnings("ArrayRecordComponent") // nobody else sees it
record Kernel(DType[] in, DType out, Loop all, Loop right, Loop left) {
    /** Of one input. */
    static <A, O> Kernel one(DType in, DType out, Loop.One<A, O> loop) {
        return new Kernel(new DType[] {in}, out, Loop.of(loop), null, null);
    }

    /** Of two inputs of a type. */
    static <A, O> Kernel two(DType in, DType out, Loop.Two<A, A, O> loop) {
        return new Kernel(new DType[] {in, in}, out, Loop.of(loop), null, null);
    }

    /** Of two inputs that may be exchanged. */
    static <A> Kernel commutative(DType type, Loop.Two<A, A, A> loop, Loop.Two<A, A, A> value) {
        return new Kernel(
                new DType[] {type, type}, type, Loop.of(loop), Loop.of(value), Loop.swapped(value));
    }

    /** Of two inputs, either of which may be a single number. */
    static <A> Kernel ordered(
            DType type, Loop.Two<A, A, A> loop, Loop.Two<A, A, A> right, Loop.Two<A, A, A> left) {
        return new Kernel(
                new DType[] {type, type}, type, Loop.of(loop), Loop.of(right), Loop.of(left));
    }

    /** Of three inputs of the types {@code a}, {@code b} and {@code b}. */
    static <A, B, O> Kernel three(DType a, DType b, DType out, Loop.Three<A, B, B, O> loop) {
        return new Kernel(new DType[] {a, b, b}, out, Loop.of(loop), null, null);
    }
}
