package io.zoosync.examples.transfer;

import io.zoosync.examples.transfer.TransferOptions.Format;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.ArrowFooter;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * Writes an Arrow IPC file or stream, and can go on with one that was begun before. A dictionary is
 * written when it is new or has changed; the latter a file cannot hold.
 */
final class TableWriter {
    private static final byte[] MAGIC = "ARROW1".getBytes(StandardCharsets.US_ASCII);

    private final WriteChannel out;
    private final Format format;
    private final Schema schema;
    private final Set<Long> dictionaryIds = new TreeSet<>();
    private final Map<Long, byte[]> dictionaries = new HashMap<>();
    private final List<ArrowBlock> dictionaryBlocks = new ArrayList<>();
    private final List<ArrowBlock> batchBlocks = new ArrayList<>();

    /**
     * Writes nothing yet.
     *
     * @param position in the file, of which the channel writes what follows
     * @param schema in memory format
     */
    TableWriter(
            WritableByteChannel channel,
            long position,
            Format format,
            Schema schema,
            DictionaryProvider provider) {
        this.out = new Positioned(channel, position);
        this.format = format;
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(DictionaryUtility.toMessageFormat(field, provider, dictionaryIds));
        }
        this.schema = new Schema(fields, schema.getCustomMetadata());
    }

    /** Counts from where the file is, not from 0. */
    private static final class Positioned extends WriteChannel {
        private final long start;

        Positioned(WritableByteChannel out, long start) {
            super(out);
            this.start = start;
        }

        @Override
        public long getCurrentPosition() {
            return start + super.getCurrentPosition();
        }
    }

    /** Writes what precedes all batches. */
    void begin() throws IOException {
        if (format == Format.FILE) {
            out.write(MAGIC);
            out.align();
        }
        MessageSerializer.serialize(out, schema);
    }

    /** Takes a dictionary that is in the file already, the last one of its id. */
    void addWritten(long id, ArrowBlock block, byte[] message) {
        dictionaries.put(id, message);
        dictionaryBlocks.add(block);
    }

    /** Takes a batch that is in the file already. */
    void addWritten(ArrowBlock block) {
        batchBlocks.add(block);
    }

    /** The position up to which the file is written. */
    long position() {
        return out.getCurrentPosition();
    }

    /**
     * Writes a batch, after the dictionaries that it needs.
     *
     * @param added is given the id and the block of each dictionary that was written
     * @return the batch's block
     */
    ArrowBlock write(VectorSchemaRoot root, DictionaryProvider provider, Added added)
            throws IOException {
        for (long id : dictionaryIds) {
            writeDictionary(id, provider.lookup(id).getVector(), added);
        }
        try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
            ArrowBlock block = MessageSerializer.serialize(out, batch);
            batchBlocks.add(block);
            return block;
        }
    }

    /** Is told of a dictionary that was written. */
    @FunctionalInterface
    interface Added {
        void dictionary(long id, ArrowBlock block);
    }

    private void writeDictionary(long id, FieldVector values, Added added) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ArrowBlock inBytes = serialize(id, values, bytes);
        byte[] message = bytes.toByteArray();
        byte[] before = dictionaries.get(id);
        if (Arrays.equals(message, before)) {
            return;
        }
        if (before != null && format == Format.FILE) {
            throw new TransferException(
                    "dictionary "
                            + id
                            + " has changed, which an Arrow IPC file cannot say: receive it with"
                            + " --format stream");
        }
        ArrowBlock block =
                new ArrowBlock(
                        out.getCurrentPosition(),
                        inBytes.getMetadataLength(),
                        inBytes.getBodyLength());
        out.write(message);
        dictionaries.put(id, message);
        dictionaryBlocks.add(block);
        added.dictionary(id, block);
    }

    private static ArrowBlock serialize(long id, FieldVector values, OutputStream bytes)
            throws IOException {
        VectorSchemaRoot root =
                new VectorSchemaRoot(
                        List.of(values.getField()), List.of(values), values.getValueCount());
        try (WriteChannel memory = new WriteChannel(Channels.newChannel(bytes));
                ArrowDictionaryBatch batch =
                        new ArrowDictionaryBatch(
                                id, new VectorUnloader(root).getRecordBatch(), false)) {
            return MessageSerializer.serialize(memory, batch);
        }
    }

    /** Writes what follows all batches. */
    void end() throws IOException {
        out.writeIntLittleEndian(MessageSerializer.IPC_CONTINUATION_TOKEN);
        out.writeIntLittleEndian(0);
        if (format == Format.FILE) {
            long start = out.getCurrentPosition();
            out.write(new ArrowFooter(schema, dictionaryBlocks, batchBlocks), false);
            out.writeIntLittleEndian((int) (out.getCurrentPosition() - start));
            out.write(MAGIC);
        }
    }
}
