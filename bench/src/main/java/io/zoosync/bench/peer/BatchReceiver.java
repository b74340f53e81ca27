package io.zoosync.bench.peer;

import java.io.EOFException;
import java.io.IOException;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ArrowReader;

/** The receiving end of a stream of record batches. */
public interface BatchReceiver {
    /** Waits for the next batch, which is valid until the next call. */
    VectorSchemaRoot receive() throws IOException;

    /** From a queue or from an Arrow IPC stream. */
    final class OfReader implements BatchReceiver {
        private final ArrowReader reader;

        public OfReader(ArrowReader reader) {
            this.reader = reader;
        }

        @Override
        public VectorSchemaRoot receive() throws IOException {
            if (!reader.loadNextBatch()) {
                throw new EOFException("the sender left");
            }
            return reader.getVectorSchemaRoot();
        }
    }
}
