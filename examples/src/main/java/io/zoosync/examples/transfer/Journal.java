package io.zoosync.examples.transfer;

import io.zoosync.shm.SegmentInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.arrow.vector.ipc.message.ArrowBlock;

/**
 * What a receiver has written to its unfinished file, line by line: first the queue that it comes
 * from, then each dictionary and each batch once it is written whole, at last the end. A batch's
 * line is written after the batch and before it is committed. So whoever goes on after a death
 * knows which bytes to keep, and which batch to skip that comes again.
 */
final class Journal {
    private static final String DICTIONARY = "dictionary";
    private static final String BATCH = "batch";
    private static final String END = "end";

    private final Path path;

    Journal(Path path) {
        this.path = path;
    }

    /**
     * A line.
     *
     * @param kind one of the kinds above
     * @param id of the dictionary, or of the message in the queue
     */
    record Entry(String kind, long id, ArrowBlock block) {
        static Entry dictionary(long id, ArrowBlock block) {
            return new Entry(DICTIONARY, id, block);
        }

        static Entry batch(long id, ArrowBlock block) {
            return new Entry(BATCH, id, block);
        }

        static Entry end(long id, long position) {
            return new Entry(END, id, new ArrowBlock(position, 0, 0));
        }

        boolean isBatch() {
            return kind.equals(BATCH);
        }

        boolean isEnd() {
            return kind.equals(END);
        }

        /** Where the file's next byte lies. */
        long nextPosition() {
            return block.getOffset() + block.getMetadataLength() + block.getBodyLength();
        }

        private String line() {
            return String.join(
                    " ",
                    kind,
                    Long.toString(id),
                    Long.toString(block.getOffset()),
                    Integer.toString(block.getMetadataLength()),
                    Long.toString(block.getBodyLength()));
        }

        private static Entry parse(String line) {
            String[] words = line.split(" ");
            ArrowBlock block =
                    new ArrowBlock(
                            Long.parseLong(words[2]),
                            Integer.parseInt(words[3]),
                            Long.parseLong(words[4]));
            return new Entry(words[0], Long.parseLong(words[1]), block);
        }
    }

    /** The first line: which queue, and which of its name, as one may follow another. */
    static String title(SegmentInfo queue, TransferOptions.Format format) {
        return String.join(
                " ",
                "1",
                queue.fileName(),
                queue.created().toString(),
                Long.toString(queue.creatorPid()),
                format.toString());
    }

    boolean exists() {
        return Files.exists(path);
    }

    void begin(String title) throws IOException {
        Files.writeString(path, title + "\n");
    }

    /** Adds lines in one write. */
    void add(List<Entry> entries) throws IOException {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(entry.line()).append('\n'));
        Files.writeString(path, lines, StandardOpenOption.APPEND);
    }

    /** The first line, or nothing if that was not finished. */
    String title() throws IOException {
        List<String> lines = wholeLines();
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /**
     * The entries up to the last batch or the end, and forgets what follows them: dictionaries
     * whose batch was not noted.
     */
    List<Entry> read() throws IOException {
        List<String> lines = wholeLines();
        List<Entry> entries = new ArrayList<>();
        int kept = 0;
        for (String line : lines.subList(1, lines.size())) {
            Entry entry = Entry.parse(line);
            entries.add(entry);
            kept = entry.isBatch() || entry.isEnd() ? entries.size() : kept;
        }
        Files.write(path, lines.subList(0, 1 + kept));
        return entries.subList(0, kept);
    }

    private List<String> wholeLines() throws IOException {
        String text = Files.readString(path, StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
