package io.zoosync.internal.shipping;

import java.io.ObjectInputFilter;

/**
 * Bounds what a stream can make a reader do. Nothing that ZooSync wrote comes near the bounds: each
 * reference and each element of an array takes a byte of the message at least, so neither can be
 * more than its bytes. Collections allocate some room beyond their elements.
 */
final class Limits implements ObjectInputFilter {
    /** Deeper nesting would end in a {@link StackOverflowError} anyway. */
    static final int MAX_DEPTH = 10_000;

    /** Room that collections may allocate for each byte of the message, and without any. */
    private static final int ROOM = 8;

    private static final int FREE_ROOM = 1 << 16;

    private final long bytes;
    private final ObjectInputFilter classes;
    private String refusal;

    /**
     * @param bytes how long the message is
     * @param classes decides about classes, or null if all are welcome
     */
    Limits(long bytes, ObjectInputFilter classes) {
        this.bytes = bytes;
        this.classes = classes;
    }

    /** Why something was refused; null if nothing was. */
    String refusal() {
        return refusal;
    }

    @Override
    public Status checkInput(FilterInfo info) {
        if (info.depth() > MAX_DEPTH) {
            return refuse("a message nested " + info.depth() + " deep; the limit is " + MAX_DEPTH);
        }
        if (info.references() > bytes + 1 || info.streamBytes() > bytes) {
            return refuse("more references or bytes than the message has: " + bytes);
        }
        if (info.arrayLength() > bytes * ROOM + FREE_ROOM) {
            return refuse("an array of " + info.arrayLength() + " in a message of " + bytes);
        }
        if (classes != null && classes.checkInput(info) == Status.REJECTED) {
            return refuse(
                    info.serialClass() == null ? limits(info) : info.serialClass().toString());
        }
        return Status.ALLOWED;
    }

    private static String limits(FilterInfo info) {
        return String.format(
                "more than a limit allows: depth %d, %d references, %d bytes",
                info.depth(), info.references(), info.streamBytes());
    }

    private Status refuse(String what) {
        refusal = "refused by the filter: " + what;
        return Status.REJECTED;
    }
}
