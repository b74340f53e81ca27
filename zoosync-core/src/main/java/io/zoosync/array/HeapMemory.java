package io.zoosync.array;

/** Memory that is one Java array. */
final class HeapMemory {
    private HeapMemory() {}

    /**
     * The Java array of the elements' type that a storage is, null if it is windows.
     *
     * @throws IllegalStateException if the array was closed
     */
    static Object of(Storage storage) {
        return storage.array();
    }

    /** log2 of the windows' length in bytes. */
    static int windowBits(Storage storage) {
        return storage.windowBits();
    }
}
