package io.zoosync.pool;

/**
 * Is told how far a map has come: about ten times a second, and once more at its end, by the thread
 * that waits for it.
 */
@FunctionalInterface
public interface Progress {
    /**
     * Takes note.
     *
     * @param done how many elements have their result
     * @param total how many there are
     */
    void update(long done, long total);

    /**
     * A bar on the standard error stream where that is a terminal; elsewhere a line for each tenth.
     * It is for one map: take a new one for the next.
     */
    static Progress bar() {
        return new ProgressBar(System.err, ProgressBar.isTerminal());
    }
}
