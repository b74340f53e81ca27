package io.zoosync.concurrency;

/** Whether somebody asked for a long run, with {@code -Dzoosync.stress.millis=}. */
final class Thoroughness {
    private static final Integer MILLIS = Integer.getInteger("zoosync.stress.millis");

    static final boolean IS_GIVEN = MILLIS != null;

    private Thoroughness() {}

    /** Milliseconds for each jcstress test in each configuration. */
    static int millis(int otherwise) {
        return IS_GIVEN ? MILLIS : otherwise;
    }
}
