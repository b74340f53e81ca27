package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.shm.SegmentInfo;
import java.io.IOException;
import java.util.OptionalLong;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/** Where a received table goes. */
interface Destination extends AutoCloseable {
    /**
     * The id of the message that ended the table, if a receiver before this one wrote it whole and
     * died before its last step.
     */
    OptionalLong finishedAt() throws IOException;

    /** Does the last step. */
    void complete() throws IOException;

    /**
     * Begins the table, or goes on with it.
     *
     * @param queue what the table comes from
     * @param schema in memory format
     * @param mustGoOn whether a part of the table is no longer in the queue
     * @return whether something was there to go on with
     */
    boolean begin(
            SegmentInfo queue, Schema schema, DictionaryProvider dictionaries, boolean mustGoOn)
            throws IOException;

    /** The error where a part of the table was taken and is not here. */
    static TransferException partMissing(SegmentInfo queue) {
        return new TransferException(
                "the last receiver of queue "
                        + queue.name()
                        + " ended before the table did, and took a part of it: receive into the"
                        + " same file to go on, or --restart to receive what is left");
    }

    /** Writes a batch, which the caller commits afterwards; false if it had been written before. */
    boolean write(ArrowBatch batch) throws IOException;

    /** Writes the end; the caller commits it, and then calls {@link #complete}. */
    void end(ArrowBatch endOfStream) throws IOException;

    @Override
    void close() throws IOException;
}
