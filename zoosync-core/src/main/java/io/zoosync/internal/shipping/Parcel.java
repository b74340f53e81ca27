package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** A function that a worker has received. For one thread at a time. */
public final class Parcel {
    private final SnippetLoader loader;
    private final Map<StaticField, Object> statics = new LinkedHashMap<>();
    private final Object function;

    /**
     * @param loader has the classes of the function
     */
    Parcel(SnippetLoader loader, Unpacking unpacking) {
        this.loader = loader;
        loader.opens(this);
        this.function = unpacking.read(loader, statics);
    }

    /**
     * The function, ready to run: the static fields that travelled with it have the values which
     * they had in the parent when it was shipped. To be called before each task, since another
     * function may have set the same fields meanwhile.
     */
    public Object open() {
        if (loader.opens(this)) {
            statics.forEach(StaticField::set);
        }
        return function;
    }

    /**
     * Unpacks arguments for this function, packed by {@link Shipment#pack}, for a task that is run
     * at once: it {@linkplain #open opens} the function too.
     *
     * @throws CannotTravelException if they cannot be read
     */
    public Object unpack(ByteBuffer arguments) {
        open();
        Unpacking unpacking = new Unpacking(arguments);
        String changed = loader.conflict(unpacking.classes());
        if (changed != null) {
            throw new CannotTravelException(
                    "class " + changed + " was written anew after the function was shipped");
        }
        loader.add(unpacking.classes());
        return unpacking.read(loader, new HashMap<>());
    }

    /** The loader of the function's classes, for the context loader of the thread that runs it. */
    public ClassLoader loader() {
        return loader;
    }
}
