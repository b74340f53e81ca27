package io.zoosync.internal.shipping;

import java.io.ObjectInputFilter;
import java.nio.file.Path;
import java.util.Collection;

/** Packs functions for workers that have a given class path. Safe for any number of threads. */
public final class Shipper {
    private final ClassSource source;
    private final ObjectInputFilter filter;

    /**
     * @param workerClassPath the class path of the workers, as {@link WorkerClassPath} finds it:
     *     classes that come from elsewhere are shipped
     */
    public Shipper(Collection<Path> workerClassPath) {
        this(workerClassPath, null);
    }

    /**
     * @param resultFilter is asked first about each class of a result, and may leave it undecided;
     *     null for none
     */
    public Shipper(Collection<Path> workerClassPath, ObjectInputFilter resultFilter) {
        this.source = new ClassSource(workerClassPath);
        this.filter = new ResultFilter(resultFilter);
    }

    /**
     * Packs a function: a lambda, a method reference or any other serialisable object.
     *
     * @throws io.zoosync.CannotTravelException if it, or a snippet variable that it uses, cannot
     *     travel; the message names the way to what cannot
     */
    public Shipment ship(Object function) {
        return new Shipment(function, source, filter);
    }
}
