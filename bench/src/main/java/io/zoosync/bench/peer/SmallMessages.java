package io.zoosync.bench.peer;

/** Takes the small messages of one stream and checks each whole. */
public sealed class SmallMessages permits MixedMessages {
    private long next;

    /** Takes one message; all that were sent must come, in order and whole. */
    public void accept(long a, long b, long c, long d) {
        long n = next;
        if (((a ^ n) | (b ^ (n + 1)) | (c ^ (n + 2)) | (d ^ (n + 3))) != 0) {
            throw new IllegalStateException(
                    "expected message " + n + ", got " + a + " " + b + " " + c + " " + d);
        }
        next = n + 1;
    }

    /** How many came. */
    public long count() {
        return next;
    }
}
