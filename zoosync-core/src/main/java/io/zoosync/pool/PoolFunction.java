package io.zoosync.pool;

import java.io.Serializable;
import java.util.concurrent.Callable;

/**
 * A function that can be sent to a worker process; the nested interfaces are its kinds for
 * primitive numbers, actions and tasks.
 *
 * <p>They are those of {@code java.util.function} but for two things: they are serialisable, so
 * that a lambda or method reference written in their place can travel, and they may throw any
 * exception, which comes back to the caller. What a lambda captures travels with it by value, a
 * named {@code ZooArray} by name; what cannot travel is refused before anything is sent.
 *
 * @param <T> what it takes
 * @param <R> what it gives
 */
@FunctionalInterface
public interface PoolFunction<T, R> extends Serializable {
    R apply(T value) throws Exception;

    /** From int to int. */
    @FunctionalInterface
    interface OfInt extends Serializable {
        int apply(int value) throws Exception;
    }

    /** From long to long. */
    @FunctionalInterface
    interface OfLong extends Serializable {
        long apply(long value) throws Exception;
    }

    /** From double to double. */
    @FunctionalInterface
    interface OfDouble extends Serializable {
        double apply(double value) throws Exception;
    }

    /** From int to long. */
    @FunctionalInterface
    interface IntToLong extends Serializable {
        long apply(int value) throws Exception;
    }

    /** From int to double. */
    @FunctionalInterface
    interface IntToDouble extends Serializable {
        double apply(int value) throws Exception;
    }

    /** From long to double. */
    @FunctionalInterface
    interface LongToDouble extends Serializable {
        double apply(long value) throws Exception;
    }

    /** From int to an object. */
    @FunctionalInterface
    interface IntToObject<R> extends Serializable {
        R apply(int value) throws Exception;
    }

    /** From long to an object. */
    @FunctionalInterface
    interface LongToObject<R> extends Serializable {
        R apply(long value) throws Exception;
    }

    /** From double to an object. */
    @FunctionalInterface
    interface DoubleToObject<R> extends Serializable {
        R apply(double value) throws Exception;
    }

    /** From an object to int. */
    @FunctionalInterface
    interface ToInt<T> extends Serializable {
        int apply(T value) throws Exception;
    }

    /** From an object to long. */
    @FunctionalInterface
    interface ToLong<T> extends Serializable {
        long apply(T value) throws Exception;
    }

    /** From an object to double. */
    @FunctionalInterface
    interface ToDouble<T> extends Serializable {
        double apply(T value) throws Exception;
    }

    /** From two objects to one. */
    @FunctionalInterface
    interface OfTwo<A, B, R> extends Serializable {
        R apply(A first, B second) throws Exception;
    }

    /** Makes one int of two; associative. */
    @FunctionalInterface
    interface OfTwoInts extends Serializable {
        int apply(int first, int second) throws Exception;
    }

    /** Makes one long of two; associative. */
    @FunctionalInterface
    interface OfTwoLongs extends Serializable {
        long apply(long first, long second) throws Exception;
    }

    /** Makes one double of two; associative. */
    @FunctionalInterface
    interface OfTwoDoubles extends Serializable {
        double apply(double first, double second) throws Exception;
    }

    /** Does something with an object. */
    @FunctionalInterface
    interface Action<T> extends Serializable {
        void accept(T value) throws Exception;
    }

    /** Does something with an int. */
    @FunctionalInterface
    interface IntAction extends Serializable {
        void accept(int value) throws Exception;
    }

    /** A task with a result. */
    @FunctionalInterface
    interface Call<R> extends Callable<R>, Serializable {}

    /** A task without a result. */
    @FunctionalInterface
    interface Run extends Serializable {
        void run() throws Exception;
    }
}
