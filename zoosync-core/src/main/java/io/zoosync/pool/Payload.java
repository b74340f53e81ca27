package io.zoosync.pool;

import java.nio.ByteBuffer;

/** The bytes of a message beyond its header, ready to be written. */
interface Payload {
    /** Nothing. */
    Payload EMPTY = of(new byte[0]);

    /** Size in bytes. */
    int length();

    /** Writes all of it at the buffer's position. */
    void write(ByteBuffer to);

    /** The bytes of an array. */
    static Payload of(byte[] bytes) {
        return new Payload() {
            @Override
            public int length() {
                return bytes.length;
            }

            @Override
            public void write(ByteBuffer to) {
                to.put(bytes);
            }
        };
    }
}
