package io.zoosync.pool;

import io.zoosync.array.Slice;
import io.zoosync.array.ZooArray;

/**
 * What a worker does with the elements of a message: the loop around the user's function. Each says
 * of each element, before it begins, that it is at it.
 */
enum Kernel {
    INT_TO_INT(Column.INTS, Column.INTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfInt f = (PoolFunction.OfInt) function;
            int[] from = (int[]) in;
            int[] to = (int[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    INT_TO_LONG(Column.INTS, Column.LONGS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.IntToLong f = (PoolFunction.IntToLong) function;
            int[] from = (int[]) in;
            long[] to = (long[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    INT_TO_DOUBLE(Column.INTS, Column.DOUBLES) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.IntToDouble f = (PoolFunction.IntToDouble) function;
            int[] from = (int[]) in;
            double[] to = (double[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    INT_TO_OBJECT(Column.INTS, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.IntToObject<?> f = (PoolFunction.IntToObject<?>) function;
            int[] from = (int[]) in;
            Object[] to = (Object[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    INT_ACTION(Column.INTS, Column.NONE) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.IntAction f = (PoolFunction.IntAction) function;
            int[] from = (int[]) in;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                f.accept(from[i]);
            }
        }
    },
    LONG_TO_LONG(Column.LONGS, Column.LONGS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfLong f = (PoolFunction.OfLong) function;
            long[] from = (long[]) in;
            long[] to = (long[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    LONG_TO_DOUBLE(Column.LONGS, Column.DOUBLES) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.LongToDouble f = (PoolFunction.LongToDouble) function;
            long[] from = (long[]) in;
            double[] to = (double[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    LONG_TO_OBJECT(Column.LONGS, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.LongToObject<?> f = (PoolFunction.LongToObject<?>) function;
            long[] from = (long[]) in;
            Object[] to = (Object[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    DOUBLE_TO_DOUBLE(Column.DOUBLES, Column.DOUBLES) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfDouble f = (PoolFunction.OfDouble) function;
            double[] from = (double[]) in;
            double[] to = (double[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    DOUBLE_TO_OBJECT(Column.DOUBLES, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.DoubleToObject<?> f = (PoolFunction.DoubleToObject<?>) function;
            double[] from = (double[]) in;
            Object[] to = (Object[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    OBJECT_TO_OBJECT(Column.OBJECTS, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction<Object, ?> f = cast(function);
            Object[] from = (Object[]) in;
            Object[] to = (Object[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    OBJECT_TO_INT(Column.OBJECTS, Column.INTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.ToInt<Object> f = cast(function);
            Object[] from = (Object[]) in;
            int[] to = (int[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    OBJECT_TO_LONG(Column.OBJECTS, Column.LONGS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.ToLong<Object> f = cast(function);
            Object[] from = (Object[]) in;
            long[] to = (long[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    OBJECT_TO_DOUBLE(Column.OBJECTS, Column.DOUBLES) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.ToDouble<Object> f = cast(function);
            Object[] from = (Object[]) in;
            double[] to = (double[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                to[i] = f.apply(from[i]);
            }
        }
    },
    OBJECT_ACTION(Column.OBJECTS, Column.NONE) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.Action<Object> f = cast(function);
            Object[] from = (Object[]) in;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                f.accept(from[i]);
            }
        }
    },
    TWO_OBJECTS(Column.OBJECTS, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfTwo<Object, Object, ?> f = cast(function);
            Object[] from = (Object[]) in;
            Object[] to = (Object[]) out;
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                Object[] pair = (Object[]) from[i];
                to[i] = f.apply(pair[0], pair[1]);
            }
        }
    },
    REDUCE_INTS(Column.INTS, Column.INTS, 1) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfTwoInts f = (PoolFunction.OfTwoInts) function;
            int[] from = (int[]) in;
            int value = from[0];
            for (int i = 1; i < count; i++) {
                cursor.at(i);
                value = f.apply(value, from[i]);
            }
            ((int[]) out)[0] = value;
        }
    },
    REDUCE_LONGS(Column.LONGS, Column.LONGS, 1) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfTwoLongs f = (PoolFunction.OfTwoLongs) function;
            long[] from = (long[]) in;
            long value = from[0];
            for (int i = 1; i < count; i++) {
                cursor.at(i);
                value = f.apply(value, from[i]);
            }
            ((long[]) out)[0] = value;
        }
    },
    REDUCE_DOUBLES(Column.DOUBLES, Column.DOUBLES, 1) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfTwoDoubles f = (PoolFunction.OfTwoDoubles) function;
            double[] from = (double[]) in;
            double value = from[0];
            for (int i = 1; i < count; i++) {
                cursor.at(i);
                value = f.apply(value, from[i]);
            }
            ((double[]) out)[0] = value;
        }
    },
    REDUCE_OBJECTS(Column.OBJECTS, Column.OBJECTS, 1) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction.OfTwo<Object, Object, Object> f = cast(function);
            Object[] from = (Object[]) in;
            Object value = from[0];
            for (int i = 1; i < count; i++) {
                cursor.at(i);
                value = f.apply(value, from[i]);
            }
            ((Object[]) out)[0] = value;
        }
    },
    MAP_AND_REDUCE(Column.OBJECTS, Column.OBJECTS, 1) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            PoolFunction<Object, Object> map = cast(((Two) function).first());
            PoolFunction.OfTwo<Object, Object, Object> f = cast(((Two) function).second());
            Object[] from = (Object[]) in;
            Object value = map.apply(from[0]);
            for (int i = 1; i < count; i++) {
                cursor.at(i);
                value = f.apply(value, map.apply(from[i]));
            }
            ((Object[]) out)[0] = value;
        }
    },
    ROWS(Column.NONE, Column.NONE) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            ZooArray array = (ZooArray) ((Two) function).first();
            PoolFunction.Action<ZooArray> f = cast(((Two) function).second());
            for (int i = 0; i < count; i++) {
                cursor.at(i);
                f.accept(array.index(cursor.index(i)));
            }
        }
    },
    BLOCKS(Column.NONE, Column.NONE) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            ZooArray array = (ZooArray) ((Two) function).first();
            PoolFunction.Action<ZooArray> f = cast(((Two) function).second());
            long first = cursor.index(0);
            cursor.at(0);
            f.accept(array.slice(Slice.of(first, first + count)));
        }
    },
    CALL(Column.NONE, Column.OBJECTS) {
        @Override
        void run(Object function, Object in, Object out, int count, Cursor cursor)
                throws Exception {
            cursor.at(0);
            if (function instanceof PoolFunction.Run run) {
                run.run();
            } else if (function instanceof Runnable run) {
                run.run();
            } else {
                ((Object[]) out)[0] = ((java.util.concurrent.Callable<?>) function).call();
            }
        }
    };

    private static final Kernel[] ALL = values();

    private final Column in;
    private final Column out;
    private final int outputs;

    Kernel(Column in, Column out) {
        this(in, out, 0);
    }

    /**
     * @param outputs how many elements a message gives; 0 for as many as it has
     */
    Kernel(Column in, Column out, int outputs) {
        this.in = in;
        this.out = out;
        this.outputs = outputs;
    }

    static Kernel of(int ordinal) {
        return ALL[ordinal];
    }

    Column in() {
        return in;
    }

    Column out() {
        return out;
    }

    /** How many elements come out of so many. */
    int outputs(int count) {
        return outputs == 0 ? count : outputs;
    }

    /** Applies the user's function to {@code count} elements. */
    abstract void run(Object function, Object in, Object out, int count, Cursor cursor)
            throws Exception;

    @SuppressWarnings({
        "unchecked",
        "TypeParameterUnusedInFormals"
    }) // what was sent with a function is what it was written for
    private static <F> F cast(Object function) {
        return (F) function;
    }
}
