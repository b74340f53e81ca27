package io.zoosync.arrow;

import org.apache.arrow.memory.RootAllocator;

/** Makes allocators that follow each buffer, and fail at their close where one was not released. */
final class Allocators {
    static {
        // Read once, when Arrow's first allocator class is loaded.
        System.setProperty("arrow.memory.debug.allocator", "true");
    }

    private Allocators() {}

    static RootAllocator checked() {
        RootAllocator allocator = new RootAllocator();
        if (!RootAllocator.isDebug()) {
            throw new IllegalStateException("an allocator was made before the checks were on");
        }
        return allocator;
    }
}
