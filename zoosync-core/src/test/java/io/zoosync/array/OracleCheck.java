package io.zoosync.array;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares what a method did with what NumPy did. */
final class OracleCheck {
    private static final int EXACT = 0;

    private final OracleTable.Case wanted;
    private final OracleArguments arguments;

    OracleCheck(OracleTable.Case wanted, OracleArguments arguments) {
        this.wanted = wanted;
        this.arguments = arguments;
    }

    /** What is wrong with a result, or null. */
    String ofResult(Object result) {
        int blank = wanted.expected().indexOf(' ');
        String rest = wanted.expected().substring(blank + 1);
        return switch (wanted.expected().substring(0, blank)) {
            case "array" -> compare(OracleArray.parse(rest), asArray(result));
            case "arrays" -> compareAll(rest, (Map<?, ?>) result);
            case "memory" -> compareMemory(rest, result);
            case "double" -> compareDouble(Double.parseDouble(rest), result);
            case "long" -> Long.valueOf(rest).equals(result) ? null : "got " + result;
            case "bool" -> Boolean.valueOf(rest).equals(result) ? null : "got " + result;
            case "text" ->
                    OracleTable.unescaped(rest).equals(result)
                            ? null
                            : "expected\n" + OracleTable.unescaped(rest) + "\n  got\n" + result;
            default -> "got " + show(result);
        };
    }

    /** What is wrong with an exception, or null. */
    String ofException(Throwable thrown) {
        String[] words = wanted.expected().split(" ", 3);
        if (!words[0].equals("error")) {
            return "got " + thrown;
        }
        if (!isA(thrown.getClass(), words[1])) {
            return "got " + thrown;
        }
        List<String> missing = new ArrayList<>();
        for (String part : words[2].split("~")) {
            if (!String.valueOf(thrown.getMessage()).contains(part)) {
                missing.add(part);
            }
        }
        return missing.isEmpty() ? null : "the message lacks " + missing + ": " + thrown;
    }

    private static boolean isA(Class<?> type, String name) {
        return type != null
                && (type.getSimpleName().equals(name) || isA(type.getSuperclass(), name));
    }

    /** Arrays of Java are compared as arrays of one dimension. */
    private static OracleArray asArray(Object result) {
        ZooArray array =
                result instanceof double[] doubles
                        ? ZooArray.of(doubles)
                        : result instanceof float[] floats
                                ? ZooArray.of(floats)
                                : result instanceof long[] longs
                                        ? ZooArray.of(longs)
                                        : result instanceof int[] ints
                                                ? ZooArray.of(ints)
                                                : asSmallArray(result);
        return OracleArray.of(array);
    }

    private static ZooArray asSmallArray(Object result) {
        return result instanceof short[] shorts
                ? ZooArray.of(shorts)
                : result instanceof byte[] bytes
                        ? ZooArray.of(bytes)
                        : result instanceof boolean[] flags
                                ? ZooArray.of(flags)
                                : (ZooArray) result;
    }

    private static Object show(Object result) {
        return result instanceof ZooArray array ? OracleArray.of(array) : result;
    }

    private String compareMemory(String rest, Object result) {
        int blank = rest.indexOf(' ');
        int k = Integer.parseInt(rest.substring(0, blank));
        if (result != arguments.view(k)) {
            return "returned another array than array " + k + ": " + show(result);
        }
        OracleArray expected = OracleArray.parse(rest.substring(blank + 1));
        return compare(expected, OracleArray.of(arguments.whole(k)));
    }

    private String compareAll(String rest, Map<?, ?> result) {
        Map<String, String> expected = new TreeMap<>();
        for (String part : rest.split(" ")) {
            int equals = part.indexOf('=');
            expected.put(part.substring(0, equals), part.substring(equals + 1));
        }
        if (!expected.keySet().equals(result.keySet())) {
            return "got the names " + result.keySet();
        }
        for (Map.Entry<String, String> entry : expected.entrySet()) {
            OracleArray one = OracleArray.parse(entry.getValue());
            String wrong = compare(one, asArray(result.get(entry.getKey())));
            if (wrong != null) {
                return entry.getKey() + ": " + wrong;
            }
        }
        return null;
    }

    private String compareDouble(double expected, Object result) {
        return result instanceof Double got && isNear(expected, got, DType.FLOAT64)
                ? null
                : "got " + result;
    }

    private String compare(OracleArray expected, OracleArray got) {
        if (expected.dtype() != got.dtype()
                || !java.util.Arrays.equals(expected.shape(), got.shape())) {
            return "expected " + expected + "\n  got      " + got;
        }
        for (int i = 0; i < expected.size(); i++) {
            boolean same =
                    expected.bits(i) == got.bits(i)
                            || expected.dtype().isFloating()
                                    && !wanted.tolerance().equals("bits")
                                    && isNear(expected.value(i), got.value(i), got.dtype());
            if (!same) {
                return "at "
                        + expected.index(i)
                        + expected.show(i, ": expected")
                        + got.show(i, ", got")
                        + "\n  expected "
                        + expected
                        + "\n  got      "
                        + got;
            }
        }
        return null;
    }

    /**
     * Whether two numbers are as near as the case demands; zeros and infinities must be the same.
     */
    private boolean isNear(double expected, double got, DType dtype) {
        if (Double.compare(expected, got) == EXACT) {
            return true; // NaN equals NaN, and 0.0 is not -0.0
        }
        String[] words = wanted.tolerance().split(" ");
        if (words.length == 1 || !Double.isFinite(expected) || !Double.isFinite(got)) {
            return false;
        }
        return switch (words[0]) {
            case "near" -> Math.abs(expected - got) <= Double.parseDouble(words[1]);
            case "ulps" -> isWithin(expected, got, Integer.parseInt(words[1]), dtype);
            case "ulps32" -> isWithin(expected, got, Integer.parseInt(words[1]), DType.FLOAT32);
            default -> false;
        };
    }

    private static boolean isWithin(double expected, double got, int ulps, DType dtype) {
        double unit = dtype == DType.FLOAT32 ? Math.ulp((float) expected) : Math.ulp(expected);
        return expected != 0 && Math.abs(expected - got) <= ulps * unit;
    }
}
