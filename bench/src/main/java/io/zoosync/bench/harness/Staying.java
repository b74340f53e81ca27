package io.zoosync.bench.harness;

import java.io.IOException;

/**
 * Processes that stay from turn to turn, and stand still while others have theirs. So turns can be
 * short, and a slow second of the machine meets all contenders alike.
 */
public final class Staying implements Running {
    private final Children children;
    private final Plan plan;
    private final Reading reading;
    private final End end;

    /** Takes the figures of a turn from the children's results. */
    @FunctionalInterface
    public interface Reading {
        /** Reads all results of a turn, before it complains of any. */
        double[] of(Window window) throws IOException;
    }

    /** Looks at what only the end shows. */
    @FunctionalInterface
    public interface End {
        /** Reads what the children say when they are told to stop, at the window's end. */
        void check(Window window) throws IOException;
    }

    private Staying(Children children, Plan plan, Reading reading, End end) {
        this.children = children;
        this.plan = plan;
        this.reading = reading;
        this.end = end;
    }

    /** Starts children that have nothing to say at their end, and waits until they are warm. */
    public static Staying warmedUp(Children children, Plan plan, Reading reading)
            throws IOException {
        return warmedUp(children, plan, reading, null);
    }

    /** As the other; at the end the children are told to stop, and are checked. */
    public static Staying warmedUp(Children children, Plan plan, Reading reading, End end)
            throws IOException {
        try {
            reading.of(children.go());
        } catch (MissedWindowException e) {
            // it was to become warm only
        }
        children.hold();
        return new Staying(children, plan, reading, end);
    }

    @Override
    public double[] turn() throws IOException {
        children.resume();
        double[] figures = reading.of(children.turn(plan));
        CoreDistance.note();
        children.hold();
        return figures;
    }

    @Override
    public void finish() throws IOException {
        if (end != null) {
            children.resume();
            end.check(children.stop());
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
