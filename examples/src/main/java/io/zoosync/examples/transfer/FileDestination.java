package io.zoosync.examples.transfer;

import io.zoosync.arrow.ArrowBatch;
import io.zoosync.examples.transfer.Journal.Entry;
import io.zoosync.examples.transfer.TransferOptions.Format;
import io.zoosync.shm.SegmentInfo;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.ArrowBlock;
import org.apache.arrow.vector.types.pojo.Schema;

/**
 * A file that gets its name when it is whole. Until then it is {@code NAME.part}, with its {@link
 * Journal} in {@code NAME.part.journal}.
 *
 * <pre>
 * killed after                 what the next receiver finds and does
 * bytes of a batch             no line for them: cuts them off; the batch comes again
 * a batch's line               the batch comes again, by an id that the journal has: skips it
 * a batch's commit             goes on with the next one
 * the line of the end          takes the end if it comes again, gives the file its name
 * the end's commit             gives the file its name
 * giving the file its name     removes the journal
 * </pre>
 */
final class FileDestination implements Destination {
    private final Path path;
    private final Path part;
    private final Journal journal;
    private final Format format;
    private FileChannel channel;
    private TableWriter writer;
    private long lastWritten = -1;

    /**
     * Touches nothing, unless told to restart.
     *
     * @throws FileAlreadyExistsException if the file exists and may not be replaced
     */
    FileDestination(TransferOptions options, Format format) throws IOException {
        this.path = Path.of(options.file());
        this.part = sibling(".part");
        this.journal = new Journal(journalPath());
        this.format = format;
        if (options.restart()) {
            journal.delete();
            Files.deleteIfExists(part);
        }
        if (Files.exists(path) && !options.force() && !journal.exists()) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    Path journalPath() {
        return sibling(".part.journal");
    }

    private Path sibling(String ending) {
        return path.resolveSibling(path.getFileName() + ending);
    }

    @Override
    public OptionalLong finishedAt() throws IOException {
        List<Entry> entries = isBegun() ? journal.read() : List.of();
        Entry last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
        return last != null && last.isEnd() ? OptionalLong.of(last.id()) : OptionalLong.empty();
    }

    private boolean isBegun() throws IOException {
        return journal.exists() && !journal.title().isEmpty();
    }

    @Override
    public void complete() throws IOException {
        if (Files.exists(part)) {
            Files.move(part, path, StandardCopyOption.ATOMIC_MOVE);
        }
        journal.delete();
    }

    @Override
    public boolean begin(
            SegmentInfo queue, Schema schema, DictionaryProvider dictionaries, boolean mustGoOn)
            throws IOException {
        String title = Journal.title(queue, format);
        boolean goesOn = isBegun();
        if (mustGoOn && !goesOn) {
            throw Destination.partMissing(queue);
        }
        if (goesOn && !journal.title().equals(title)) {
            throw new TransferException(
                    part
                            + " was begun from another queue or in another format ("
                            + journal.title()
                            + ", not "
                            + title
                            + "); receive --restart drops it");
        }
        channel =
                FileChannel.open(
                        part,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        List<Entry> entries = goesOn ? journal.read() : List.of();
        long position = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).nextPosition();
        channel.truncate(position).position(position);
        writer = new TableWriter(channel, position, format, schema, dictionaries);
        if (entries.isEmpty()) {
            writer.begin();
            journal.begin(title);
        }
        for (Entry entry : entries) {
            addWritten(entry);
        }
        return goesOn;
    }

    private void addWritten(Entry entry) throws IOException {
        if (entry.isBatch()) {
            writer.addWritten(entry.block());
            lastWritten = entry.id();
        } else {
            writer.addWritten(entry.id(), entry.block(), read(entry.block()));
        }
    }

    private byte[] read(ArrowBlock block) throws IOException {
        ByteBuffer bytes =
                ByteBuffer.allocate(
                        Math.toIntExact(block.getMetadataLength() + block.getBodyLength()));
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, block.getOffset() + bytes.position()) < 0) {
                throw new EOFException(part + " is shorter than its journal says");
            }
        }
        return bytes.array();
    }

    @Override
    public boolean write(ArrowBatch batch) throws IOException {
        if (batch.id() == lastWritten) {
            return false;
        }
        List<Entry> entries = new ArrayList<>();
        ArrowBlock block =
                writer.write(
                        batch.root(),
                        batch.dictionaries(),
                        (id, added) -> entries.add(Entry.dictionary(id, added)));
        entries.add(Entry.batch(batch.id(), block));
        journal.add(entries);
        lastWritten = batch.id();
        return true;
    }

    @Override
    public void end(ArrowBatch endOfStream) throws IOException {
        writer.end();
        journal.add(List.of(Entry.end(endOfStream.id(), writer.position())));
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
