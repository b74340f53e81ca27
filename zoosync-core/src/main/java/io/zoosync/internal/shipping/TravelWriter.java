package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.OutputStream;
import java.lang.invoke.SerializedLambda;
import java.util.Map;
import java.util.Set;

/** Serialises named values one after the other, and says where it could not. */
final class TravelWriter {
    private final TravelOutput output;

    TravelWriter(OutputStream bytes, Map<?, ?> replacements) {
        try {
            output = new TravelOutput(bytes, replacements);
        } catch (IOException e) {
            throw new CannotTravelException(e.toString(), e);
        }
    }

    Set<Class<?>> classes() {
        return output.classes();
    }

    Set<SerializedLambda> lambdas() {
        return output.lambdas();
    }

    /**
     * Writes a value.
     *
     * @param name what it is called in a message; empty if its parts speak for themselves
     * @throws CannotTravelException if it cannot travel; nothing more may be written then
     */
    void write(Object value, String name) {
        try {
            output.writeObject(value);
        } catch (IOException | RuntimeException e) {
            throw refused(value, name, e);
        } catch (StackOverflowError e) {
            throw new CannotTravelException(prefix(name) + "it is nested too deeply", e);
        } catch (OutOfMemoryError e) {
            throw new CannotTravelException(
                    prefix(name) + "it needs more memory than this JVM has, or more than 2 GiB", e);
        }
    }

    /** Ends the writing. */
    void end() {
        try {
            output.flush();
        } catch (IOException e) {
            throw new CannotTravelException(e.toString(), e);
        }
    }

    private CannotTravelException refused(Object value, String name, Exception e) {
        Object culprit = output.begunBefore(e);
        String way = culprit == null ? name : TravelPath.find(value, name, culprit);
        String why = culprit == null ? null : TravelPath.notSerializable(culprit);
        if (why != null) {
            return new CannotTravelException(prefix(way) + why);
        }
        return e instanceof NotSerializableException
                ? new CannotTravelException(prefix(way) + e.getMessage())
                : new CannotTravelException(prefix(way) + "writing it failed: " + e, e);
    }

    private static String prefix(String way) {
        return way.isEmpty() ? "" : way + ": ";
    }
}
