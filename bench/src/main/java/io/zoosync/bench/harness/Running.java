package io.zoosync.bench.harness;

import java.io.IOException;

/** A contender that is ready to be measured, turn by turn. */
public interface Running extends AutoCloseable {
    /**
     * Is measured once, while nobody else is.
     *
     * @return one figure for each metric of the workload
     */
    double[] turn() throws IOException;

    /**
     * Is told that there are no more turns.
     *
     * @throws IOException if something went wrong that only the end shows
     */
    default void finish() throws IOException {}

    @Override
    void close();
}
