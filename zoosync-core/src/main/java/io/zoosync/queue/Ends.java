package io.zoosync.queue;

/** Checks that producing and consuming ends share. */
final class Ends {
    private Ends() {}

    static void checkIdle(boolean closed, boolean busy, String end, String what) {
        if (closed) {
            throw new IllegalStateException("this " + end + " is closed");
        }
        if (busy) {
            throw new IllegalStateException(
                    "this " + end + " has a " + what + " open: end it first, or use another end");
        }
    }

    /** The length of a claim or message, whose complement stands in its place once it has ended. */
    static int length(int extent) {
        return extent >= 0 ? extent : ~extent;
    }

    static IndexOutOfBoundsException outOfBounds(int index, int size, int length) {
        return new IndexOutOfBoundsException(
                "access beyond the message: index="
                        + index
                        + ", size="
                        + size
                        + ", message length="
                        + length);
    }

    /** A copy of a message, which is committed then; null of null. */
    static byte[] copy(View view) {
        if (view == null) {
            return null;
        }
        try (view) {
            byte[] copy = view.toByteArray();
            view.commit();
            return copy;
        }
    }
}
