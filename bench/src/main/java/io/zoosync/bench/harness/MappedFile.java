package io.zoosync.bench.harness;

import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Memory that the processes of a run share by a file. */
public final class MappedFile {
    private MappedFile() {}

    /** Maps the first bytes of a file, which is created if need be, in the machine's byte order. */
    public static MappedByteBuffer map(Path file, long bytes) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            MappedByteBuffer memory = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
            memory.order(ByteOrder.nativeOrder());
            return memory;
        }
    }
}
