package io.zoosync.array;

/**
 * Computes the elements {@code from} to {@code to}, exclusive, of Java arrays: each is one static
 * method with one loop and one index, which HotSpot vectorises. The output may be an input.
 */
@FunctionalInterface
interface Loop {
    /**
     * Computes some elements.
     *
     * @param a an array of the type that the loop's {@link Kernel} names, as all of them
     * @param b null if the loop has one input
     * @param c null if the loop has two inputs
     */
    void run(Object a, Object b, Object c, Object out, int from, int to);

    /** With one input. */
    @FunctionalInterface
    interface One<A, O> {
        void run(A a, O out, int from, int to);
    }

    /** With two inputs. */
    @FunctionalInterface
    interface Two<A, B, O> {
        void run(A a, B b, O out, int from, int to);
    }

    /** With three inputs. */
    @FunctionalInterface
    interface Three<A, B, C, O> {
        void run(A a, B b, C c, O out, int from, int to);
    }

    @SuppressWarnings("unchecked")
    static <A, O> Loop of(One<A, O> loop) {
        return (a, b, c, out, from, to) -> loop.run((A) a, (O) out, from, to);
    }

    @SuppressWarnings("unchecked")
    static <A, B, O> Loop of(Two<A, B, O> loop) {
        return (a, b, c, out, from, to) -> loop.run((A) a, (B) b, (O) out, from, to);
    }

    /** The inputs the other way round. */
    @SuppressWarnings("unchecked")
    static <A, B, O> Loop swapped(Two<A, B, O> loop) {
        return (a, b, c, out, from, to) -> loop.run((A) b, (B) a, (O) out, from, to);
    }

    @SuppressWarnings("unchecked")
    static <A, B, C, O> Loop of(Three<A, B, C, O> loop) {
        return (a, b, c, out, from, to) -> loop.run((A) a, (B) b, (C) c, (O) out, from, to);
    }
}
