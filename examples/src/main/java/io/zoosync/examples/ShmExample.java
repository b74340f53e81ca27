package io.zoosync.examples;

import io.zoosync.queue.ZooQueue;
import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import java.io.IOException;

/** What is in shared memory, and how to remove it. */
public final class ShmExample {
    private ShmExample() {}

    /** Makes a queue, shows it and removes it. */
    public static void main(String[] args) throws IOException {
        ZooQueue.create("leftover", 1 << 16).close();
        // tag::list
        for (SegmentInfo segment : ZooShm.list()) {
            System.out.println(segment.fileName() + ", " + segment.sizeBytes() + " bytes");
        }
        // end::list
        // tag::unlink
        ZooQueue.unlink("leftover"); // or ZooShm.unlink("leftover.queue")
        // end::unlink
    }
}
