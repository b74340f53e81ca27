package io.zoosync.bench.soak;

/** Something was lost, doubled, damaged, or hung. */
final class BrokenPromiseException extends Exception {
    private static final long serialVersionUID = 1;

    BrokenPromiseException(String what) {
        super(what);
    }
}
