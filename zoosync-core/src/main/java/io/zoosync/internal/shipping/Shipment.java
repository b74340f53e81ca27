package io.zoosync.internal.shipping;

import java.io.ObjectInputFilter;
import java.nio.ByteBuffer;
import java.util.concurrent.CopyOnWriteArrayList;

/** A packed function, on the parent's side. Safe for any number of threads. */
public final class Shipment {
    private final Packing packing;
    private final byte[] bytes;
    private final ObjectInputFilter filter;

    /** Where classes of results are looked for, in this order. */
    private final CopyOnWriteArrayList<ClassLoader> loaders;

    Shipment(Object function, ClassSource source, ObjectInputFilter filter) {
        this.packing = new Packing(source);
        this.bytes = packing.pack(function);
        this.filter = filter;
        this.loaders = new CopyOnWriteArrayList<>(packing.loaders());
        addLoader(function.getClass().getClassLoader());
        addLoader(Thread.currentThread().getContextClassLoader());
        addLoader(Shipment.class.getClassLoader());
    }

    private void addLoader(ClassLoader loader) {
        if (loader != null) {
            loaders.addIfAbsent(loader);
        }
    }

    /** What {@link Receiver#receive} takes. Not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * Packs arguments for {@link Parcel#unpack}: any value, null, or an array of several. Classes
     * that the function brought along are not sent again.
     *
     * @throws io.zoosync.CannotTravelException if they cannot travel
     */
    public byte[] pack(Object arguments) {
        Packing more = new Packing(packing);
        byte[] packed = more.pack(arguments);
        loaders.addAllAbsent(more.loaders());
        return packed;
    }

    /**
     * Reads what {@link Receiver#pack} wrote: a result of this function.
     *
     * @throws io.zoosync.CannotTravelException if it cannot be read here: a class is missing, or
     *     refused by the filter
     */
    public Object unpackResult(ByteBuffer result) {
        return Results.unpack(result, loaders, filter);
    }

    /** Reads what {@link Receiver#packFailure} wrote: never fails, at worst it gives a stand-in. */
    public Throwable unpackFailure(ByteBuffer failure) {
        return Failures.unpack(failure, loaders, filter);
    }
}
