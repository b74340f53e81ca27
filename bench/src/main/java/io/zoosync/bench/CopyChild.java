package io.zoosync.bench;

import io.zoosync.bench.harness.MappedFile;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.peer.WholeMessages;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What Java reaches in one process: copies a message into each slot of a mapped file in turn and
 * reads it whole. {@code FILE RING LENGTH}; says {@code result MESSAGES NANOS} after each turn.
 */
final class CopyChild {
    private CopyChild() {}

    public static void main(String[] args) throws Exception {
        int ring = Integer.parseInt(args[1]);
        int length = Integer.parseInt(args[2]);
        ByteBuffer memory = MappedFile.map(Path.of(args[0]), ring);
        ByteBuffer source = ByteBuffer.allocateDirect(length).order(ByteOrder.nativeOrder());
        WholeMessages messages = new WholeMessages();
        messages.fill(source, 0);
        Parent parent = new Parent();
        parent.awaitGo();
        do {
            long counted = 0;
            long began = 0;
            for (int slot = 0; !parent.hasEnded(); slot = (slot + 1) % (ring / length)) {
                if (began == 0 && parent.hasBegun()) {
                    began = System.nanoTime();
                    counted = 0;
                }
                copyAndRead(memory.slice(slot * length, length), source, messages);
                counted++;
            }
            parent.result(counted, System.nanoTime() - began);
        } while (!parent.isLast());
    }

    private static void copyAndRead(ByteBuffer slot, ByteBuffer source, WholeMessages messages) {
        slot.order(ByteOrder.nativeOrder()).put(0, source, 0, source.capacity());
        messages.verify(slot, 0);
    }
}
