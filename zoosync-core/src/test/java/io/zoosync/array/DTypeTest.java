package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DTypeTest {
    /** {@code numpy.result_type} of each type with each, in the order of declaration. */
    private static final String[] PROMOTIONS = {
        "bool int8 uint8 int16 int32 int64 float32 float64",
        "int8 int8 int16 int16 int32 int64 float32 float64",
        "uint8 int16 uint8 int16 int32 int64 float32 float64",
        "int16 int16 int16 int16 int32 int64 float32 float64",
        "int32 int32 int32 int32 int32 int64 float64 float64",
        "int64 int64 int64 int64 int64 int64 float64 float64",
        "float32 float32 float32 float32 float64 float64 float32 float64",
        "float64 float64 float64 float64 float64 float64 float64 float64",
    };

    @ParameterizedTest
    @EnumSource
    void shouldPromoteAsNumPyDoes(DType a) {
        String promoted =
                Stream.of(DType.values())
                        .map(b -> DType.promote(a, b).toString())
                        .collect(Collectors.joining(" "));
        int row = List.of(DType.values()).indexOf(a);
        assertEquals(PROMOTIONS[row], promoted);
    }

    @Test
    void shouldHaveNumPysCodes() {
        String codes = Stream.of(DType.values()).map(DType::npy).collect(Collectors.joining(" "));
        String expected = "|b1 |i1 |u1 <i2 <i4 <i8 <f4 <f8";
        boolean little = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
        assertEquals(little ? expected : expected.replace('<', '>'), codes);
    }

    @ParameterizedTest
    @EnumSource
    void shouldBeFoundByItsCode(DType dtype) {
        assertEquals(dtype, DType.ofCode(dtype.npy().charAt(1), dtype.bytes()));
    }
}
