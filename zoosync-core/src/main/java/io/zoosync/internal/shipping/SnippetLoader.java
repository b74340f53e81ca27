package io.zoosync.internal.shipping;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Defines the classes that a worker was sent; they go before those of its class path. */
final class SnippetLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** With more, unloading the old ones is worth the loss of what the JVM has compiled. */
    private static final int MAX_CLASSES = 1_000;

    private final Map<String, byte[]> classes = new HashMap<>();
    private Parcel opened;

    SnippetLoader(ClassLoader parent) {
        super("zoosync-shipped", parent);
    }

    /**
     * A class among {@code others} that is here with other bytes, since it was written anew in the
     * parent.
     *
     * @param others class files by the names of their classes, with dots
     * @return its name, or null if there is none
     */
    synchronized String conflict(Map<String, byte[]> others) {
        for (Map.Entry<String, byte[]> other : others.entrySet()) {
            byte[] present = classes.get(other.getKey());
            if (present != null && !Arrays.equals(present, other.getValue())) {
                return other.getKey();
            }
        }
        return null;
    }

    /** Adds classes that have no conflict with those that are here. */
    synchronized void add(Map<String, byte[]> others) {
        classes.putAll(others);
    }

    synchronized boolean isFull() {
        return classes.size() >= MAX_CLASSES;
    }

    /** Notes whose values the static fields have; returns whether they had another's. */
    synchronized boolean opens(Parcel parcel) {
        boolean changed = opened != parcel;
        opened = parcel;
        return changed;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }

    /** Gives the class files too, so that a worker can ship them on to a pool of its own. */
    @Override
    public InputStream getResourceAsStream(String name) {
        byte[] bytes =
                name.endsWith(".class")
                        ? get(name.substring(0, name.length() - 6).replace('/', '.'))
                        : null;
        return bytes == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(bytes);
    }

    private synchronized byte[] get(String name) {
        return classes.get(name);
    }
}
