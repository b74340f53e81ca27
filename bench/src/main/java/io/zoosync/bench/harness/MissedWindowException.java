package io.zoosync.bench.harness;

import java.io.IOException;

/** The machine was so busy that a process did not run for most of the time it was to measure. */
public final class MissedWindowException extends IOException {
    private static final long serialVersionUID = 1;

    /** {@code process} measured for so many nanoseconds of the window. */
    public MissedWindowException(String process, double nanos, Window window) {
        super(process + " measured " + nanos + " ns instead of " + window.nanos() + " ns");
    }
}
