package io.zoosync.crash;

import io.zoosync.internal.memory.Memory;
import io.zoosync.internal.os.Os;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Numbers in a file, which outlive the process that stored them. */
public final class MappedInts {
    private final Memory memory;

    private MappedInts(Memory memory) {
        this.memory = memory;
    }

    /** The numbers of a file, which is made, full of zeros, if there is none. */
    public static MappedInts open(Path file, int count) throws IOException {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            int bytes = Integer.BYTES * count;
            return new MappedInts(
                    new Memory(channel.map(MapMode.READ_WRITE, 0, bytes), Os.current()));
        }
    }

    public int get(int index) {
        return memory.getIntAcquire(Integer.BYTES * index);
    }

    public void set(int index, int value) {
        memory.putIntRelease(Integer.BYTES * index, value);
    }

    public void increment(int index) {
        set(index, get(index) + 1);
    }
}
