package io.zoosync.bench.peer;

/** Takes small messages of several senders, of which other receivers get some, each whole. */
public final class MixedMessages extends SmallMessages {
    private final Tally tally;

    /** Has them counted. */
    public MixedMessages(Tally tally) {
        this.tally = tally;
    }

    @Override
    public void accept(long a, long b, long c, long d) {
        if (((b - a - 1) | (c - a - 2) | (d - a - 3)) != 0) {
            throw new IllegalStateException("message " + a + " ends " + b + " " + c + " " + d);
        }
        tally.take(a);
    }

    @Override
    public long count() {
        return tally.count();
    }
}
