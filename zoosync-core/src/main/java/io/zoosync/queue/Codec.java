package io.zoosync.queue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * How objects become messages, for {@link ZooQueue#asBlockingQueue}.
 *
 * @param <T> the type of the objects
 */
public interface Codec<T> {
    /** Size of the message for a value, in bytes; {@link #encode} writes exactly as many. */
    int size(T value);

    /** Writes a value into a buffer with {@link #size} bytes remaining. */
    void encode(T value, ByteBuffer target);

    /** Reads a value; {@code source} remains valid during the call only. */
    T decode(ByteBuffer source);

    /** Byte arrays as they are. */
    static Codec<byte[]> bytes() {
        return new Codec<>() {
            @Override
            public int size(byte[] value) {
                return value.length;
            }

            @Override
            public void encode(byte[] value, ByteBuffer target) {
                target.put(value);
            }

            @Override
            public byte[] decode(ByteBuffer source) {
                byte[] value = new byte[source.remaining()];
                source.get(value);
                return value;
            }
        };
    }

    /** Strings as UTF-8; what UTF-8 cannot express (a lone surrogate) becomes a question mark. */
    static Codec<String> utf8() {
        return new Codec<>() {
            @Override
            public int size(String value) {
                int size = value.length();
                for (int i = 0; i < value.length(); i++) {
                    size += extraBytes(value, i);
                }
                return size;
            }

            private int extraBytes(String value, int index) {
                char c = value.charAt(index);
                if (c < 0x80) {
                    return 0;
                }
                if (c < 0x800) {
                    return 1;
                }
                if (!Character.isSurrogate(c)) {
                    return 2;
                }
                // A pair takes four bytes, two for each of its chars; a lone one becomes '?'.
                boolean low =
                        index > 0
                                && Character.isSurrogatePair(value.charAt(index - 1), c)
                                && Character.isLowSurrogate(c);
                boolean high =
                        index + 1 < value.length()
                                && Character.isSurrogatePair(c, value.charAt(index + 1));
                return low || high ? 1 : 0;
            }

            @Override
            public void encode(String value, ByteBuffer target) {
                target.put(value.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public String decode(ByteBuffer source) {
                return StandardCharsets.UTF_8.decode(source).toString();
            }
        };
    }
}
