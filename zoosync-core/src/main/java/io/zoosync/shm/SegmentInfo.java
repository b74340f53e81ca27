package io.zoosync.shm;

import java.time.Instant;
import java.util.Optional;

/**
 * A segment of shared memory, as {@link ZooShm#list} found it.
 *
 * @param fileName its name in the directory, as {@link ZooShm#unlink} takes it: {@code
 *     orders.queue}
 * @param name the name that it is opened with: {@code orders}
 * @param kind {@code lock}, {@code queue} or {@code array}
 * @param sizeBytes the size of the file, all of which is allocated
 * @param creatorPid the process that made it, by the number it had in its own PID namespace; 0 if
 *     there is damage, and for an array, since a {@code .npy} file does not tell
 * @param created when it was made, and for an array when its file was last written to other than
 *     through a mapping; the epoch if there is damage
 * @param damage why it cannot be opened; empty if nothing is known to be wrong
 */
public record SegmentInfo(
        String fileName,
        String name,
        String kind,
        long sizeBytes,
        long creatorPid,
        Instant created,
        Optional<String> damage) {}
