package io.zoosync;

/**
 * Says that a file in shared memory does not hold what ZooSync wrote there: it was damaged, cut
 * short, or made by something else.
 *
 * <p>It is thrown when such a file is opened, and later by any call that meets a value which cannot
 * be. The call that finds it marks the segment, so that every process attached to it, and every one
 * that opens it afterwards, gets this exception with the same reason. The data in the segment must
 * be given up: end the processes that use it, {@linkplain io.zoosync.shm.ZooShm#unlink remove} it,
 * and create it anew.
 */
public final class CorruptSegmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Made by ZooSync, with the file and what is wrong with it. */
    public CorruptSegmentException(String message) {
        super(message);
    }
}
