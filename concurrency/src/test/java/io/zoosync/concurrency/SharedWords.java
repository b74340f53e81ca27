package io.zoosync.concurrency;

import io.zoosync.internal.memory.Memory;

/** Plain words in shared memory that are equal, as long as one writes them at a time. */
public final class SharedWords {
    private static final int WORDS = 16;

    private final Memory memory;
    private final int offset;

    /** The words from an offset on, {@value #WORDS} of them. */
    public SharedWords(Memory memory, int offset) {
        this.memory = memory;
        this.offset = offset;
    }

    /** What the words are, or -1 if they differ. */
    public int seen() {
        long first = memory.getLong(offset);
        for (int i = 1; i < WORDS; i++) {
            if (memory.getLong(offset + i * Long.BYTES) != first) {
                return -1;
            }
        }
        return (int) first;
    }

    public void write(int value) {
        for (int i = 0; i < WORDS; i++) {
            memory.putLong(offset + i * Long.BYTES, value);
        }
    }
}
