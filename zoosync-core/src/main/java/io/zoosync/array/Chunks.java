package io.zoosync.array;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** The windows of contiguous arrays. */
final class Chunks {
    private Chunks() {}

    /** The bytes of a contiguous array in C order, one buffer in native order for each window. */
    static List<ByteBuffer> of(ZooArray contiguous) {
        Storage storage = contiguous.storage();
        storage.checkOpen();
        List<ByteBuffer> chunks = new ArrayList<>();
        long at = contiguous.offset();
        long end = at + contiguous.size() * contiguous.dtype().bytes();
        while (at < end) {
            int length = (int) Math.min(storage.toWindowEnd(at), end - at);
            chunks.add(
                    storage.window(at)
                            .slice(storage.within(at), length)
                            .order(ByteOrder.nativeOrder()));
            at += length;
        }
        return chunks;
    }
}
