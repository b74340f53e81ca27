package io.zoosync.protobuf;

import io.zoosync.queue.Message;

/** Tells whether bytes in a slot are well-formed UTF-8, as Unicode's table 3-7 has it. */
final class Utf8 {
    private static final long HIGH_BITS = 0x8080808080808080L;

    private Utf8() {}

    static boolean isValid(Message bytes, int from, int to) {
        int at = from;
        while (at < to) {
            if (at <= to - Long.BYTES && (bytes.getLong(at) & HIGH_BITS) == 0) {
                at += Long.BYTES;
                continue;
            }
            int first = bytes.getByte(at);
            int size = first >= 0 ? 1 : sequence(bytes, at, to, first & 0xff);
            if (size == 0) {
                return false;
            }
            at += size;
        }
        return true;
    }

    /** The length of the sequence that begins with a byte above 0x7f, or 0 if it is malformed. */
    private static int sequence(Message bytes, int at, int to, int first) {
        int size = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
        if (first < 0xc2 || first > 0xf4 || size > to - at) {
            return 0;
        }
        int second = bytes.getByte(at + 1) & 0xff;
        int lowest = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
        int highest = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
        if (second < lowest || second > highest) {
            return 0;
        }
        for (int i = 2; i < size; i++) {
            if ((bytes.getByte(at + i) & 0xc0) != 0x80) {
                return 0;
            }
        }
        return size;
    }
}
