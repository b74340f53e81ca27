package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import io.zoosync.RemoteFailureException;
import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What travels when a task fails: the exception as it is, but that each exception in it that cannot
 * be serialised is replaced; and a form of texts only, for a parent that cannot read the former.
 *
 * <pre>length | exception | form of texts</pre>
 */
final class Failures {
    /** What lies deeper, as the cause of a cause, is not looked at. */
    private static final int MAX_DEPTH = 50;

    /** The exceptions met so far, with what is to stand for them; themselves if they can travel. */
    private final IdentityHashMap<Throwable, Throwable> met = new IdentityHashMap<>();

    private Failures() {}

    static byte[] pack(Throwable failure) {
        byte[] texts = tryPack(texts(failure), Map.of());
        if (texts == null) { // no memory is left for all of it
            texts = Results.pack(bare(failure), "");
        }
        byte[] whole = new Failures().packReplaced(failure);
        if (whole == null) {
            whole = texts;
        }
        return ByteBuffer.allocate(4 + whole.length + texts.length)
                .putInt(whole.length)
                .put(whole)
                .put(texts)
                .array();
    }

    private static byte[] tryPack(Throwable failure, Map<?, ?> replacements) {
        try {
            return Results.pack(failure, "", replacements);
        } catch (CannotTravelException | StackOverflowError | OutOfMemoryError e) {
            return null;
        }
    }

    private byte[] packReplaced(Throwable failure) {
        byte[] whole = tryPack(failure, Map.of());
        if (whole != null) {
            return whole;
        }
        meet(failure, 0);
        return tryPack(failure, met);
    }

    /** Finds out whether an exception can travel, once that is known of all in it. */
    private void meet(Throwable failure, int depth) {
        if (failure == null || depth > MAX_DEPTH || met.putIfAbsent(failure, failure) != null) {
            return;
        }
        meet(cause(failure), depth + 1);
        for (Throwable suppressed : failure.getSuppressed()) {
            meet(suppressed, depth + 1);
        }
        if (tryPack(failure, met) == null) {
            RemoteFailureException form = form(failure, cause(failure));
            for (Throwable suppressed : failure.getSuppressed()) {
                form.addSuppressed(suppressed);
            }
            met.put(failure, form);
        }
    }

    private static RemoteFailureException texts(Throwable failure) {
        return texts(failure, Collections.newSetFromMap(new IdentityHashMap<>()));
    }

    private static RemoteFailureException texts(Throwable failure, Set<Throwable> seen) {
        if (failure == null || seen.size() >= MAX_DEPTH || !seen.add(failure)) {
            return null;
        }
        RemoteFailureException form = form(failure, texts(cause(failure), seen));
        for (Throwable suppressed : failure.getSuppressed()) {
            RemoteFailureException part = texts(suppressed, seen);
            if (part != null) {
                form.addSuppressed(part);
            }
        }
        return form;
    }

    private static RemoteFailureException form(Throwable failure, Throwable cause) {
        RemoteFailureException form =
                new RemoteFailureException(failure.getClass().getName(), message(failure), cause);
        form.setStackTrace(failure.getStackTrace());
        return form;
    }

    private static RemoteFailureException bare(Throwable failure) {
        RemoteFailureException form =
                new RemoteFailureException(failure.getClass().getName(), null, null);
        form.setStackTrace(new StackTraceElement[0]);
        return form;
    }

    private static String message(Throwable failure) {
        try {
            return failure.getMessage();
        } catch (RuntimeException | Error e) {
            return "(its message could not be had: " + e.getClass().getName() + ")";
        }
    }

    private static Throwable cause(Throwable failure) {
        try {
            return failure.getCause();
        } catch (RuntimeException | Error e) {
            return null;
        }
    }

    /** Reads a failure; at worst, what comes back tells why it could not be read. */
    static Throwable unpack(
            ByteBuffer message, Collection<ClassLoader> loaders, ObjectInputFilter filter) {
        ByteBuffer bytes = message.duplicate();
        int length = bytes.remaining() < 4 ? -1 : bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            return new CannotTravelException(
                    "what a worker sent is damaged: a failure of " + length + " bytes");
        }
        int texts = bytes.position() + length;
        try {
            ByteBuffer whole = bytes.duplicate().limit(texts);
            return (Throwable) Results.unpack(whole, loaders, filter);
        } catch (CannotTravelException | ClassCastException e) {
            return unpackTexts(bytes.position(texts), e);
        }
    }

    private static Throwable unpackTexts(ByteBuffer texts, RuntimeException why) {
        try {
            ClassLoader loader = Failures.class.getClassLoader();
            Throwable form =
                    (Throwable) Results.unpack(texts, List.of(loader), new ResultFilter(null));
            form.addSuppressed(why);
            return form;
        } catch (CannotTravelException | ClassCastException e) {
            return why;
        }
    }
}
