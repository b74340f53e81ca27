package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;

/** What travels from workers to their parent: values, without the classes, which it has. */
final class Results {
    private Results() {}

    /**
     * Packs a value.
     *
     * @param name what it is called in the message if it cannot travel
     */
    static byte[] pack(Object value, String name) {
        return pack(value, name, Map.of());
    }

    /** Packs a value with other objects in place of some in it. */
    static byte[] pack(Object value, String name, Map<?, ?> replacements) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        TravelWriter writer = new TravelWriter(bytes, replacements);
        writer.write(value, name);
        writer.end();
        return bytes.toByteArray();
    }

    /** Reads a value, and leaves the buffer as it is. */
    static Object unpack(
            ByteBuffer message, Collection<ClassLoader> loaders, ObjectInputFilter filter) {
        try (TravelInput in = new TravelInput(message.duplicate(), loaders, filter)) {
            return in.readValue();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError e) {
            throw new CannotTravelException(
                    "what a worker sent could not be read in the parent: " + e, e);
        } catch (StackOverflowError e) {
            throw new CannotTravelException("what a worker sent is nested too deeply", e);
        }
    }
}
