package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.nio.ByteBuffer;

/** The worker's side: unpacks functions and packs results. For one thread at a time. */
public final class Receiver {
    private final ClassLoader base;
    private SnippetLoader loader;

    /**
     * @param base the loader of the worker's class path
     */
    public Receiver(ClassLoader base) {
        this.base = base;
        this.loader = new SnippetLoader(base);
    }

    /**
     * Unpacks the bytes of a {@link Shipment}. Functions share the classes that are the same for
     * both, so that what the JVM has compiled serves the next one too.
     *
     * @throws CannotTravelException if they cannot be read: a class is missing, or its own code for
     *     reading failed
     */
    public Parcel receive(ByteBuffer shipment) {
        Unpacking unpacking = new Unpacking(shipment);
        if (loader.isFull() || loader.conflict(unpacking.classes()) != null) {
            loader = new SnippetLoader(base);
        }
        loader.add(unpacking.classes());
        return new Parcel(loader, unpacking);
    }

    /**
     * Packs a result.
     *
     * @throws CannotTravelException if it cannot travel; the message names the way to what cannot
     */
    public byte[] pack(Object result) {
        return Results.pack(result, "result");
    }

    /** Packs an exception or error; it never fails: what cannot travel is replaced. */
    public byte[] packFailure(Throwable failure) {
        return Failures.pack(failure);
    }
}
