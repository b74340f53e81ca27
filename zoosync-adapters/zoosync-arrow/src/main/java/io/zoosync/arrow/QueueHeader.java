package io.zoosync.arrow;

import static io.zoosync.arrow.InvalidArrowMessageException.check;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.flatbuf.DictionaryBatch;
import org.apache.arrow.flatbuf.MessageHeader;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;

/**
 * What an Arrow queue keeps as its metadata: the start of an IPC stream, that is the schema message
 * and one dictionary batch for each dictionary that the schema names. With the bytes of a slot
 * after it, it is a whole stream.
 */
final class QueueHeader {
    private static final int MAX_DEPTH = 64;

    private final byte[] bytes;
    private final Schema messageSchema;
    private final Map<Long, IncomingMessage> dictionaries;

    private QueueHeader(
            byte[] bytes, Schema messageSchema, Map<Long, IncomingMessage> dictionaries) {
        this.bytes = bytes;
        this.messageSchema = messageSchema;
        this.dictionaries = dictionaries;
    }

    /** Copies a schema in memory format, and the dictionaries as they are now, into bytes. */
    static QueueHeader of(
            Schema schema, DictionaryProvider provider, Map<Long, ColumnLayout> layouts) {
        List<Field> fields = new ArrayList<>();
        for (Field field : schema.getFields()) {
            fields.add(DictionaryUtility.toMessageFormat(field, provider, new LinkedHashSet<>()));
        }
        List<OutgoingMessage> messages = new ArrayList<>();
        messages.add(OutgoingMessage.schema(new Schema(fields, schema.getCustomMetadata())));
        layouts.forEach(
                (id, layout) ->
                        messages.add(
                                OutgoingMessage.dictionary(
                                        id, layout, provider.lookup(id).getVector())));
        byte[] bytes = new byte[Math.toIntExact(OutgoingMessage.length(messages))];
        OutgoingMessage.writeAll(messages, ByteBuffer.wrap(bytes), 0);
        return parse(bytes);
    }

    /** The layouts of the dictionaries that fields need, those first that others need. */
    static Map<Long, ColumnLayout> dictionaryLayouts(
            List<Field> fields, DictionaryProvider provider) {
        Map<Long, ColumnLayout> layouts = new LinkedHashMap<>();
        collect(fields, provider, layouts, new LinkedHashSet<>());
        return layouts;
    }

    private static void collect(
            List<Field> fields,
            DictionaryProvider provider,
            Map<Long, ColumnLayout> layouts,
            Set<Long> open) {
        for (Field field : fields) {
            collect(field.getChildren(), provider, layouts, open);
            if (field.getDictionary() == null) {
                continue;
            }
            long id = field.getDictionary().getId();
            if (layouts.containsKey(id) || !open.add(id)) {
                continue;
            }
            Dictionary dictionary = provider.lookup(id);
            if (dictionary == null) {
                throw new IllegalArgumentException(
                        "no dictionary " + id + " for field " + field.getName());
            }
            Field values = dictionary.getVector().getField();
            collect(values.getChildren(), provider, layouts, open);
            layouts.put(id, ColumnLayout.of(values));
        }
    }

    /**
     * Reads a queue's metadata.
     *
     * @throws InvalidArrowMessageException if it is not what {@link #of} writes
     */
    static QueueHeader parse(byte[] bytes) {
        try {
            return parseChecked(bytes);
        } catch (InvalidArrowMessageException e) {
            throw e;
        } catch (RuntimeException e) {
            // What the readers of flatbuffers and of schemas throw at bad bytes is not specified.
            throw InvalidArrowMessageException.unreadableHeader(e);
        }
    }

    private static QueueHeader parseChecked(byte[] bytes) {
        List<IncomingMessage> messages = IncomingMessage.parseAll(ByteBuffer.wrap(bytes));
        Schema schema = readSchema(messages.get(0));
        Map<Long, IncomingMessage> dictionaries = new LinkedHashMap<>();
        for (IncomingMessage message : messages.subList(1, messages.size())) {
            long id = dictionaryBatch(message).id();
            check(dictionaries.put(id, message) == null, () -> "dictionary " + id + " comes twice");
        }
        return new QueueHeader(bytes, schema, dictionaries);
    }

    private static Schema readSchema(IncomingMessage message) {
        check(
                message.header().headerType() == MessageHeader.Schema && message.bodyLength() == 0,
                () ->
                        "a message of type "
                                + message.header().headerType()
                                + " with a body of "
                                + message.bodyLength()
                                + " bytes is no schema");
        org.apache.arrow.flatbuf.Schema schema =
                (org.apache.arrow.flatbuf.Schema)
                        message.header().header(new org.apache.arrow.flatbuf.Schema());
        check(schema != null, () -> "the schema message has no header");
        FieldBudget budget = new FieldBudget(message.bodyStart());
        for (int i = 0; i < schema.fieldsLength(); i++) {
            budget.spend(schema.fields(i), MAX_DEPTH);
        }
        return MessageSerializer.deserializeSchema(message.header());
    }

    /** Refuses damaged schemas whose fields contain themselves or each other many times. */
    private static final class FieldBudget {
        private int left;

        FieldBudget(int fields) {
            this.left = fields;
        }

        void spend(org.apache.arrow.flatbuf.Field field, int depth) {
            check(depth > 0 && left-- > 0, () -> "fields are nested too deeply or too many");
            for (int i = 0; i < field.childrenLength(); i++) {
                spend(field.children(i), depth - 1);
            }
        }
    }

    /** The header of a message that must be a whole dictionary. */
    static DictionaryBatch dictionaryBatch(IncomingMessage message) {
        check(
                message.header().headerType() == MessageHeader.DictionaryBatch,
                () ->
                        "a message of type "
                                + message.header().headerType()
                                + " stands where a dictionary is due");
        DictionaryBatch batch = (DictionaryBatch) message.header().header(new DictionaryBatch());
        check(batch != null, () -> "the dictionary message has no header");
        check(
                !batch.isDelta(),
                () -> "a delta of dictionary " + batch.id() + "; only whole ones are sent");
        return batch;
    }

    /** The bytes to keep with the queue. */
    byte[] bytes() {
        return bytes;
    }

    /** The schema as it stands in IPC messages: fields with a dictionary have its values' type. */
    Schema messageSchema() {
        return messageSchema;
    }

    /** The dictionaries as they were when the queue was created, by id. */
    Map<Long, IncomingMessage> dictionaries() {
        return dictionaries;
    }
}
