package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import io.zoosync.queue.View;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.flatbuf.RecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

/**
 * What a slot holds: dictionaries that have changed, then one record batch; or the marker that ends
 * a stream. Nothing is loaded yet.
 */
final class SlotContents {
    private final Map<Long, IncomingBatch> dictionaries = new LinkedHashMap<>();
    private final IncomingBatch batch;

    private SlotContents(IncomingBatch batch) {
        this.batch = batch;
    }

    /**
     * Finds the messages of a slot.
     *
     * @throws InvalidArrowMessageException or {@link IndexOutOfBoundsException} if they are not
     *     what a producer writes
     */
    static SlotContents of(SlotMemory slot) {
        if (isEndOfStream(slot.view())) {
            return new SlotContents(null);
        }
        List<IncomingMessage> messages = IncomingMessage.parseAll(slot.view().buffer());
        int last = messages.size() - 1;
        SlotContents contents = new SlotContents(recordBatch(slot, messages.get(last)));
        for (IncomingMessage message : messages.subList(0, last)) {
            DictionaryBatch dictionary = QueueHeader.dictionaryBatch(message);
            IncomingBatch before =
                    contents.dictionaries.put(
                            dictionary.id(), incoming(slot, message, dictionary.data()));
            check(before == null, () -> "dictionary " + dictionary.id() + " comes twice");
        }
        return contents;
    }

    /** Whether a message is the marker that ends a stream: the same in either byte order. */
    static boolean isEndOfStream(View view) {
        return view.length() == OutgoingMessage.PREFIX_BYTES
                && view.getInt(0) == MessageSerializer.IPC_CONTINUATION_TOKEN
                && view.getInt(4) == 0;
    }

    private static IncomingBatch recordBatch(SlotMemory slot, IncomingMessage message) {
        check(
                message.header().headerType() == MessageHeader.RecordBatch,
                () ->
                        "a message of type "
                                + message.header().headerType()
                                + " stands where a record batch is due");
        return incoming(slot, message, (RecordBatch) message.header().header(new RecordBatch()));
    }

    private static IncomingBatch incoming(
            SlotMemory slot, IncomingMessage message, RecordBatch header) {
        return new IncomingBatch(header, slot.cut(message.bodyStart(), message.bodyLength()));
    }

    boolean isEndOfStream() {
        return batch == null;
    }

    /** The dictionaries by their ids, in the order in which they stand. */
    Map<Long, IncomingBatch> dictionaries() {
        return dictionaries;
    }

    /** The record batch; null at the end of a stream. */
    IncomingBatch batch() {
        return batch;
    }

    /** What is done with the contents of a slot. */
    @FunctionalInterface
    interface Loading<T> {
        T load(SlotMemory slot, SlotContents contents);
    }

    /**
     * Loads a slot. If that fails, the loading's reference to it is released: what is damaged is
     * dropped, and what fails for another reason is given back.
     *
     * @throws InvalidArrowMessageException if the slot is damaged
     */
    static <T> T load(SlotMemory slot, String queue, Loading<T> loading) {
        boolean drop = false;
        boolean loaded = false;
        try {
            T result = loading.load(slot, of(slot));
            loaded = true;
            return result;
        } catch (InvalidArrowMessageException | IndexOutOfBoundsException e) {
            drop = true;
            throw dropped(slot.view(), queue, e);
        } finally {
            if (!loaded && !drop) {
                slot.abandon();
            }
            if (!loaded) {
                slot.release();
            }
        }
    }

    private static InvalidArrowMessageException dropped(
            View view, String queue, RuntimeException cause) {
        return new InvalidArrowMessageException(
                "message "
                        + view.id()
                        + " of "
                        + view.length()
                        + " bytes in queue "
                        + queue
                        + " was dropped: "
                        + cause.getMessage(),
                cause);
    }
}
