package io.zoosync.internal.shipping;

import java.io.IOException;
import java.io.InvalidClassException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Collection;

/** Deserialises values with the classes of a loader, through a filter. */
final class TravelInput extends ObjectInputStream {
    private final Collection<ClassLoader> loaders;
    private final Limits limits;

    /**
     * @param loaders are asked for a class one after the other
     * @param filter decides about what is within the limits; null to take all of it
     */
    TravelInput(ByteBuffer bytes, Collection<ClassLoader> loaders, ObjectInputFilter filter)
            throws IOException {
        this(bytes, bytes.remaining(), loaders, filter);
    }

    private TravelInput(
            ByteBuffer bytes, int size, Collection<ClassLoader> loaders, ObjectInputFilter filter)
            throws IOException {
        super(new BufferInput(bytes));
        this.loaders = loaders;
        this.limits = new Limits(size, filter);
        setObjectInputFilter(limits);
    }

    /** Reads the next value; a refusal says what was refused. */
    Object readValue() throws IOException, ClassNotFoundException {
        try {
            return readObject();
        } catch (InvalidClassException e) {
            throw limits.refusal() == null ? e : new InvalidClassException(limits.refusal());
        }
    }

    @Override
    protected Class<?> resolveClass(ObjectStreamClass description)
            throws IOException, ClassNotFoundException {
        for (ClassLoader loader : loaders) {
            try {
                return Class.forName(description.getName(), false, loader);
            } catch (ClassNotFoundException e) {
                // perhaps the next one has it
            }
        }
        return super.resolveClass(description); // int.class and its like
    }

    @Override
    protected Class<?> resolveProxyClass(String[] names)
            throws IOException, ClassNotFoundException {
        for (ClassLoader loader : loaders) {
            try {
                return proxyClass(names, loader);
            } catch (ClassNotFoundException | IllegalArgumentException e) {
                // perhaps the next one has them
            }
        }
        return super.resolveProxyClass(names);
    }

    private static Class<?> proxyClass(String[] names, ClassLoader loader)
            throws ClassNotFoundException {
        Class<?>[] interfaces = new Class<?>[names.length];
        for (int i = 0; i < names.length; i++) {
            interfaces[i] = Class.forName(names[i], false, loader);
        }
        return Proxy.newProxyInstance(loader, interfaces, (proxy, method, arguments) -> null)
                .getClass();
    }
}
