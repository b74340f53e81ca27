package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.examples.transfer.TransferOptions.Format;
import io.zoosync.shm.SegmentInfo;
import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import java.util.OptionalLong;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;

/** Standard output, a pipe or a device: what was written there cannot be looked at again. */
final class DirectDestination implements Destination {
    private final WritableByteChannel channel;
    private final Format format;
    private TableWriter writer;

    DirectDestination(WritableByteChannel channel, Format format) {
        this.channel = channel;
        this.format = format;
    }

    @Override
    public OptionalLong finishedAt() {
        return OptionalLong.empty();
    }

    @Override
    public void complete() {}

    @Override
    public boolean begin(
            SegmentInfo queue, Schema schema, DictionaryProvider dictionaries, boolean mustGoOn)
            throws IOException {
        if (mustGoOn) {
            throw Destination.partMissing(queue);
        }
        writer = new TableWriter(channel, 0, format, schema, dictionaries);
        writer.begin();
        return false;
    }

    @Override
    public boolean write(ArrowBatch batch) throws IOException {
        writer.write(batch.root(), batch.dictionaries(), (id, block) -> {});
        return true;
    }

    @Override
    public void end(ArrowBatch endOfStream) throws IOException {
        writer.end();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
