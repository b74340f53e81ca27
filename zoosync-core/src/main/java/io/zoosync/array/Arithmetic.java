package io.zoosync.array;

import static io.zoosync.array.DType.BOOL;
import static io.zoosync.array.DType.FLOAT32;
import static io.zoosync.array.DType.FLOAT64;
import static io.zoosync.array.DType.INT32;
import static io.zoosync.array.DType.INT64;
import static io.zoosync.array.DType.INT8;
import static io.zoosync.array.DType.UINT8;

/** The operations of {@link Binary}. */
final class Arithmetic {
    private Arithmetic() {}

    static final Operation ADD =
            new Operation(
                    "add",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::or),
                    Kernel.two(INT8, INT8, ByteLoops::add),
                    Kernel.two(UINT8, UINT8, ByteLoops::add),
                    Kernel.commutative(INT32, IntLoops::add, IntLoops::addValue),
                    Kernel.commutative(INT64, LongLoops::add, LongLoops::addValue),
                    Kernel.commutative(FLOAT32, FloatLoops::add, FloatLoops::addValue),
                    Kernel.commutative(FLOAT64, DoubleLoops::add, DoubleLoops::addValue));

    static final Operation SUBTRACT =
            new Operation(
                    "subtract",
                    Operation::same,
                    Kernel.two(INT8, INT8, ByteLoops::subtract),
                    Kernel.two(UINT8, UINT8, ByteLoops::subtract),
                    Kernel.ordered(
                            INT32,
                            IntLoops::subtract,
                            IntLoops::subtractValue,
                            IntLoops::subtractFromValue),
                    Kernel.ordered(
                            INT64,
                            LongLoops::subtract,
                            LongLoops::subtractValue,
                            LongLoops::subtractFromValue),
                    Kernel.ordered(
                            FLOAT32,
                            FloatLoops::subtract,
                            FloatLoops::subtractValue,
                            FloatLoops::subtractFromValue),
                    Kernel.ordered(
                            FLOAT64,
                            DoubleLoops::subtract,
                            DoubleLoops::subtractValue,
                            DoubleLoops::subtractFromValue));

    static final Operation MULTIPLY =
            new Operation(
                    "multiply",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::and),
                    Kernel.commutative(INT32, IntLoops::multiply, IntLoops::multiplyValue),
                    Kernel.commutative(INT64, LongLoops::multiply, LongLoops::multiplyValue),
                    Kernel.commutative(FLOAT32, FloatLoops::multiply, FloatLoops::multiplyValue),
                    Kernel.commutative(FLOAT64, DoubleLoops::multiply, DoubleLoops::multiplyValue));

    static final Operation DIVIDE =
            new Operation(
                    "divide",
                    Operation::quotient,
                    Kernel.ordered(
                            FLOAT32,
                            FloatLoops::divide,
                            FloatLoops::divideByValue,
                            FloatLoops::divideValue),
                    Kernel.ordered(
                            FLOAT64,
                            DoubleLoops::divide,
                            DoubleLoops::divideByValue,
                            DoubleLoops::divideValue));

    static final Operation FLOOR_DIVIDE =
            new Operation(
                    "floorDivide",
                    Operation::number,
                    Kernel.two(INT32, INT32, IntLoops::floorDivide),
                    Kernel.two(INT64, INT64, LongLoops::floorDivide),
                    Kernel.two(FLOAT64, FLOAT64, FunctionLoops::floorDivide));

    static final Operation REMAINDER =
            new Operation(
                    "remainder",
                    Operation::number,
                    Kernel.two(INT32, INT32, IntLoops::remainder),
                    Kernel.two(INT64, INT64, LongLoops::remainder),
                    Kernel.two(FLOAT64, FLOAT64, FunctionLoops::remainder));

    static final Operation POWER =
            new Operation(
                    "power",
                    Operation::number,
                    Kernel.two(INT32, INT32, IntLoops::power),
                    Kernel.two(INT64, INT64, LongLoops::power),
                    Kernel.two(FLOAT64, FLOAT64, FunctionLoops::power));

    static final Operation MINIMUM =
            new Operation(
                    "minimum",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::and),
                    Kernel.commutative(INT32, IntLoops::minimum, IntLoops::minimumValue),
                    Kernel.commutative(INT64, LongLoops::minimum, LongLoops::minimumValue),
                    Kernel.commutative(FLOAT32, FloatLoops::minimum, FloatLoops::minimumValue),
                    Kernel.commutative(FLOAT64, DoubleLoops::minimum, DoubleLoops::minimumValue));

    static final Operation MAXIMUM =
            new Operation(
                    "maximum",
                    Operation::same,
                    Kernel.two(BOOL, BOOL, ByteLoops::or),
                    Kernel.commutative(INT32, IntLoops::maximum, IntLoops::maximumValue),
                    Kernel.commutative(INT64, LongLoops::maximum, LongLoops::maximumValue),
                    Kernel.commutative(FLOAT32, FloatLoops::maximum, FloatLoops::maximumValue),
                    Kernel.commutative(FLOAT64, DoubleLoops::maximum, DoubleLoops::maximumValue));

    static final Operation ATAN2 =
            new Operation(
                    "atan2", Operation::real, Kernel.two(FLOAT64, FLOAT64, FunctionLoops::atan2));

    static final Operation MULTIPLY_ADD =
            new Operation(
                    "multiplyAdd",
                    Operation::same,
                    Kernel.three(BOOL, BOOL, BOOL, ByteLoops::andOr),
                    Kernel.three(INT32, INT32, INT32, IntLoops::multiplyAdd),
                    Kernel.three(INT64, INT64, INT64, LongLoops::multiplyAdd),
                    Kernel.three(FLOAT32, FLOAT32, FLOAT32, FloatLoops::multiplyAdd),
                    Kernel.three(FLOAT64, FLOAT64, FLOAT64, DoubleLoops::multiplyAdd));
}
