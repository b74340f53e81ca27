package io.zoosync.internal.shipping;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** The supertypes of the classes of a bundle. */
final class Hierarchy {
    /** What serialisation calls by its name. */
    private static final Set<String> HOOKS =
            Set.of(
                    "readObject",
                    "readObjectNoData",
                    "readResolve",
                    "readExternal",
                    "writeObject",
                    "writeReplace",
                    "writeExternal");

    private final Bundle bundle;
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final Map<Class<?>, Set<String>> namesOutside = new HashMap<>();

    Hierarchy(Bundle bundle) {
        this.bundle = bundle;
    }

    /**
     * A class and its supertypes, superclasses first, as far as they are in the bundle; empty if
     * the class is not.
     */
    Set<String> of(String name) {
        Set<String> found = supertypes.get(name);
        if (found == null) {
            found = new LinkedHashSet<>();
            Deque<String> interfaces = new ArrayDeque<>();
            for (String next = name; next != null && bundle.get(next) != null; ) {
                found.add(next);
                interfaces.addAll(bundle.get(next).file().interfaces());
                next = bundle.get(next).file().superclass();
            }
            while (!interfaces.isEmpty()) {
                String next = interfaces.remove();
                if (bundle.get(next) != null && found.add(next)) {
                    interfaces.addAll(bundle.get(next).file().interfaces());
                }
            }
            if (!found.isEmpty()) {
                supertypes.put(name, found);
            }
        }
        return found;
    }

    /** The names of methods by which code outside of the bundle may call an object of a class. */
    Set<String> callableFromOutside(String name) {
        Set<String> callable = new HashSet<>(HOOKS);
        Class<?> type = bundle.get(name).type();
        Deque<Class<?>> toVisit = new ArrayDeque<>(Set.of(type, Object.class));
        Set<Class<?>> visited = new HashSet<>();
        while (!toVisit.isEmpty()) {
            Class<?> next = toVisit.remove();
            if (visited.add(next)) {
                if (bundle.get(next.getName().replace('.', '/')) == null) {
                    callable.addAll(namesOutside.computeIfAbsent(next, Hierarchy::methodNames));
                }
                if (next.getSuperclass() != null) {
                    toVisit.add(next.getSuperclass());
                }
                toVisit.addAll(Set.of(next.getInterfaces()));
            }
        }
        return callable;
    }

    private static Set<String> methodNames(Class<?> type) {
        Set<String> names = new HashSet<>();
        for (Method method : type.getDeclaredMethods()) {
            if (!Modifier.isPrivate(method.getModifiers())
                    && !Modifier.isStatic(method.getModifiers())) {
                names.add(method.getName());
            }
        }
        return names;
    }
}
