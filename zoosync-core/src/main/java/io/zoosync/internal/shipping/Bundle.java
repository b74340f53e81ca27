package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The classes that are shipped with a function: those that workers do not have, with all that their
 * class files name, since a JVM may ask for any of them when it verifies the code.
 */
final class Bundle {
    private final ClassSource source;
    private final Map<String, ShippedClass> classes = new LinkedHashMap<>();

    /** What need not be looked at again: by loader, since each may have its own of one name. */
    private final IdentityHashMap<ClassLoader, Set<String>> known = new IdentityHashMap<>();

    Bundle(ClassSource source) {
        this.source = source;
    }

    /** A bundle that begins with the classes of another, and then goes its own way. */
    Bundle(Bundle other) {
        this(other.source);
        classes.putAll(other.classes);
    }

    /** Whether workers have a class, or get it with this bundle. */
    boolean has(Class<?> type) {
        if (type.isArray()) {
            return has(type.getComponentType());
        }
        ShippedClass shipped = classes.get(type.getName().replace('.', '/'));
        return shipped == null ? source.isAtWorkers(type) : shipped.type() == type;
    }

    /** The shipped classes by their name, with slashes, in the order in which they were found. */
    Map<String, ShippedClass> classes() {
        return classes;
    }

    /** The shipped class of a name with slashes; null if there is none. */
    ShippedClass get(String name) {
        return classes.get(name);
    }

    /**
     * Adds a class and all that it names, unless workers have it.
     *
     * @throws CannotTravelException if its class file cannot be had
     */
    void add(Class<?> type) {
        Deque<Class<?>> found = new ArrayDeque<>();
        note(type, found);
        while (!found.isEmpty()) {
            Class<?> next = found.remove();
            ShippedClass shipped = source.read(next);
            classes.put(shipped.file().name(), shipped);
            note(next.getSuperclass(), found);
            ClassLoader loader = next.getClassLoader();
            for (String name : shipped.file().referencedClasses()) {
                if (known.computeIfAbsent(loader, any -> new HashSet<>()).add(name)) {
                    note(load(name, loader), found);
                }
            }
        }
    }

    /** Notes a class to be shipped, once. */
    private void note(Class<?> type, Collection<Class<?>> found) {
        if (type == null || source.isAtWorkers(type)) {
            return;
        }
        if (type.isArray()) {
            note(type.getComponentType(), found);
            return;
        }
        String name = type.getName().replace('.', '/');
        ShippedClass before = classes.putIfAbsent(name, new ShippedClass(type, null));
        if (before == null) {
            found.add(type);
        } else if (before.type() != type) {
            throw new CannotTravelException(
                    "two classes are called "
                            + Names.of(type)
                            + ", one of "
                            + before.type().getClassLoader()
                            + " and one of "
                            + type.getClassLoader());
        }
    }

    /** A class that a class file names; null if it is missing here too. */
    private static Class<?> load(String name, ClassLoader loader) {
        if (name.startsWith("java/")) {
            return null; // every worker has it
        }
        try {
            return Class.forName(name.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            return null; // an optional dependency, or text that only looks like a class
        }
    }
}
