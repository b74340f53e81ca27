package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads what {@link Packing} wrote: first the classes; then, once a loader has them, the values.
 */
final class Unpacking {
    private final ByteBuffer bytes;
    private final Map<String, byte[]> classes = new LinkedHashMap<>();
    private final List<FieldName> fields = new ArrayList<>();

    private record FieldName(String className, String name) {}

    Unpacking(ByteBuffer message) {
        bytes = message.duplicate(); // big endian, as it was written
        try (DataInputStream in = new DataInputStream(new BufferInput(bytes))) {
            for (int n = in.readInt(); n > 0; n--) {
                String name = in.readUTF().replace('/', '.');
                int length = in.readInt();
                if (length < 0 || length > bytes.remaining()) {
                    throw new IOException("a class file of " + length + " bytes");
                }
                classes.put(name, in.readNBytes(length));
            }
            for (int n = in.readInt(); n > 0; n--) {
                fields.add(new FieldName(in.readUTF(), in.readUTF()));
            }
        } catch (IOException e) {
            throw new CannotTravelException("a damaged message: " + e, e);
        }
    }

    /** The class files that came along, by the names of their classes, with dots. */
    Map<String, byte[]> classes() {
        return classes;
    }

    /**
     * Sets the static fields, and reads the value.
     *
     * @param loader has the classes
     * @param statics gets the fields and their values
     */
    Object read(SnippetLoader loader, Map<StaticField, Object> statics) {
        try (TravelInput in = new TravelInput(bytes, List.of(loader), null)) {
            for (FieldName name : fields) {
                StaticField field =
                        StaticField.of(Class.forName(name.className, true, loader), name.name);
                Object value = in.readValue();
                field.set(value);
                statics.put(field, value);
            }
            return in.readValue();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new CannotTravelException("it could not be read in the worker: " + e, e);
        }
    }
}
