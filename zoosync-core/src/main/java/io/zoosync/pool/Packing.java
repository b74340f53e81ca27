package io.zoosync.pool;

import java.nio.ByteBuffer;

/** Makes bytes of objects, and objects of bytes, as the parent or a worker does it. */
interface Packing {
    /** The bytes of an object. */
    byte[] pack(Object value);

    /** The object whose bytes remain in a buffer. */
    Object unpack(ByteBuffer bytes);
}
