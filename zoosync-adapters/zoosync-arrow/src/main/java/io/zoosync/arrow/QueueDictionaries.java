package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.dictionary.Dictionary;

/** The dictionaries that the schema of a queue names, and how they are loaded. */
final class QueueDictionaries {
    private final QueueHeader header;
    private final Map<Long, Dictionary> dictionaries;
    private final Map<Long, ColumnLayout> layouts = new LinkedHashMap<>();

    /**
     * Takes the dictionaries of a schema in memory format.
     *
     * @param dictionaries with vectors that are not loaded yet; they stay the caller's
     */
    QueueDictionaries(QueueHeader header, Map<Long, Dictionary> dictionaries) {
        this.header = header;
        this.dictionaries = dictionaries;
        dictionaries.forEach(
                (id, dictionary) ->
                        layouts.put(id, ColumnLayout.of(dictionary.getVector().getField())));
    }

    Map<Long, Dictionary> all() {
        return dictionaries;
    }

    Dictionary get(long id) {
        Dictionary dictionary = dictionaries.get(id);
        check(dictionary != null, () -> "the schema names no dictionary " + id);
        return dictionary;
    }

    /** Loads the values that are kept with the queue, with one copy. */
    void loadInitial(BufferAllocator allocator) {
        for (long id : header.dictionaries().keySet()) {
            loadInitial(id, allocator);
        }
    }

    void loadInitial(long id, BufferAllocator allocator) {
        IncomingMessage message = header.dictionaries().get(id);
        if (message == null) {
            get(id).getVector().clear();
            return;
        }
        try (ArrowBuf body = allocator.buffer(message.bodyLength())) {
            ArrowBuf exact = body.slice(0, message.bodyLength());
            exact.setBytes(0, header.bytes(), message.bodyStart(), message.bodyLength());
            DictionaryBatch batch = QueueHeader.dictionaryBatch(message);
            load(id, new IncomingBatch(batch.data(), exact), get(id).getVector());
        }
    }

    /** Loads values over the body that they came in. */
    void load(long id, IncomingBatch batch, FieldVector into) {
        get(id);
        batch.load(List.of(layouts.get(id)), List.of(into));
    }
}
