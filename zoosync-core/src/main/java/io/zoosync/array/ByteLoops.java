package io.zoosync.array;

/** Loops over bytes that are the same for signed and unsigned ones, and those of booleans. */
final class ByteLoops {
    private ByteLoops() {}

    static void add(byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] + b[i]);
        }
    }

    static void subtract(byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] - b[i]);
        }
    }

    static void and(byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] & b[i]);
        }
    }

    static void or(byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] | b[i]);
        }
    }

    static void xor(byte[] a, byte[] b, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] ^ b[i]);
        }
    }

    static void not(byte[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) ~a[i];
        }
    }

    static void logicalNot(byte[] a, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] ^ 1);
        }
    }

    static void andOr(byte[] a, byte[] b, byte[] c, byte[] out, int from, int to) {
        for (int i = from; i < to; i++) {
            out[i] = (byte) (a[i] & b[i] | c[i]);
        }
    }
}
