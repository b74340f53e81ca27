package io.zoosync.array;

import static io.zoosync.array.DType.BOOL;
import static io.zoosync.array.DType.INT32;
import static io.zoosync.array.DType.INT64;
import static io.zoosync.array.DType.INT8;
import static io.zoosync.array.DType.UINT8;

/** Logic of booleans, and of the bits of integers. */
final class Logic {
    private static final Operation AND =
            new Operation(
                    "and",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::and),
                    Kernel.two(INT8, INT8, ByteLoops::and),
                    Kernel.two(UINT8, UINT8, ByteLoops::and),
                    Kernel.two(INT32, INT32, IntLoops::and),
                    Kernel.two(INT64, INT64, LongLoops::and));

    private static final Operation OR =
            new Operation(
                    "or",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::or),
                    Kernel.two(INT8, INT8, ByteLoops::or),
                    Kernel.two(UINT8, UINT8, ByteLoops::or),
                    Kernel.two(INT32, INT32, IntLoops::or),
                    Kernel.two(INT64, INT64, LongLoops::or));

    private static final Operation XOR =
            new Operation(
                    "xor",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::xor),
                    Kernel.two(INT8, INT8, ByteLoops::xor),
                    Kernel.two(UINT8, UINT8, ByteLoops::xor),
                    Kernel.two(INT32, INT32, IntLoops::xor),
                    Kernel.two(INT64, INT64, LongLoops::xor));

    private static final Operation SHIFT_LEFT =
            new Operation(
                    "shiftLeft",
                    Operation::number,
                    Kernel.two(INT32, INT32, IntLoops::shiftLeft),
                    Kernel.two(INT64, INT64, LongLoops::shiftLeft));

    private static final Operation SHIFT_RIGHT =
            new Operation(
                    "shiftRight",
                    Operation::number,
                    Kernel.two(INT32, INT32, IntLoops::shiftRight),
                    Kernel.two(INT64, INT64, LongLoops::shiftRight));

    private static final Operation NOT =
            new Operation(
                    "not",
                    Operation::same,
                    Kernel.one(BOOL, BOOL, ByteLoops::logicalNot),
                    Kernel.one(INT8, INT8, ByteLoops::not),
                    Kernel.one(UINT8, UINT8, ByteLoops::not),
                    Kernel.one(INT32, INT32, IntLoops::not),
                    Kernel.one(INT64, INT64, LongLoops::not));

    private Logic() {}

    static ZooArray not(ZooArray a, ZooArray out) {
        return NOT.run(a, out);
    }

    static ZooArray and(ZooArray a, ZooArray b, ZooArray out) {
        return AND.run(a, b, out);
    }

    static ZooArray and(ZooArray a, long b, ZooArray out) {
        return AND.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray or(ZooArray a, ZooArray b, ZooArray out) {
        return OR.run(a, b, out);
    }

    static ZooArray or(ZooArray a, long b, ZooArray out) {
        return OR.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray xor(ZooArray a, ZooArray b, ZooArray out) {
        return XOR.run(a, b, out);
    }

    static ZooArray xor(ZooArray a, long b, ZooArray out) {
        return XOR.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray shiftLeft(ZooArray a, ZooArray b, ZooArray out) {
        return SHIFT_LEFT.run(a, b, out);
    }

    static ZooArray shiftLeft(ZooArray a, long b, ZooArray out) {
        return SHIFT_LEFT.run(a, Scalars.beside(a, b), out);
    }

    static ZooArray shiftRight(ZooArray a, ZooArray b, ZooArray out) {
        return SHIFT_RIGHT.run(a, b, out);
    }

    static ZooArray shiftRight(ZooArray a, long b, ZooArray out) {
        return SHIFT_RIGHT.run(a, Scalars.beside(a, b), out);
    }
}
