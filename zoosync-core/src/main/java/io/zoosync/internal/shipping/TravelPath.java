package io.zoosync.internal.shipping;

import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds the way from a value to an object in it that cannot travel, for the message. It goes
 * through captured arguments, fields, elements of arrays and collections, keys and values of maps;
 * where the JDK does not let it look, the way ends early.
 */
final class TravelPath {
    private static final String ARROW = " → ";

    /** The longest way that is looked for: beyond it, nobody would read it. */
    private static final int LONGEST = 40;

    /** What this package wraps around functions is not named. */
    private static final String POOL = "io.zoosync.pool";

    private final Object sought;
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<Step> steps = new ArrayDeque<>();

    /** An object and the way to it; its length is the number of arrows. */
    private record Step(Object object, String way, int length) {}

    private TravelPath(Object sought) {
        this.sought = sought;
    }

    /**
     * The way to {@code sought}.
     *
     * @param name what {@code root} is called; empty if the way is to begin with what is in it
     * @return the way, or the name if none was found
     */
    static String find(Object root, String name, Object sought) {
        return new TravelPath(sought).search(root, name);
    }

    private String search(Object root, String name) {
        visit(root, name, 0);
        while (!steps.isEmpty()) {
            Step step = steps.remove();
            if (step.object == sought) {
                return step.way;
            }
            if (step.length < LONGEST) {
                look(step);
            }
        }
        return name;
    }

    private void visit(Object object, String way, int length) {
        if (object != null && visited.add(object)) {
            steps.add(new Step(object, way, length));
        }
    }

    private void look(Step step) {
        Object object = step.object;
        SerializedLambda lambda = lambda(object);
        if (lambda != null) {
            for (int i = 0; i < lambda.getCapturedArgCount(); i++) {
                then(step, "captured argument " + (i + 1), lambda.getCapturedArg(i));
            }
        } else if (object instanceof Object[] elements
                && step.length == 0
                && elements.length == 1) {
            visit(elements[0], step.way, 1); // the pool's own array
        } else if (object instanceof Object[] elements) {
            elements(step, Arrays.asList(elements));
        } else if (isOfJdk(object) && object instanceof Collection<?> elements) {
            elements(step, elements);
        } else if (isOfJdk(object) && object instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                in(step, "[" + shown(entry.getKey()) + "]", entry.getValue());
                then(step, "key", entry.getKey());
            }
        } else {
            fields(step);
        }
    }

    private void elements(Step step, Collection<?> elements) {
        int i = 0;
        for (Object element : elements) {
            in(step, "[" + i + "]", element);
            i++;
        }
    }

    private void fields(Step step) {
        Class<?> type = step.object.getClass();
        boolean isOfPool = step.length == 0 && type.getPackageName().equals(POOL);
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
            for (Field field : c.getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())
                        && !Modifier.isTransient(field.getModifiers())
                        && !field.getType().isPrimitive()
                        && field.trySetAccessible()) {
                    try {
                        Object value = field.get(step.object);
                        if (isOfPool) {
                            visit(value, step.way, 1);
                        } else {
                            then(step, Names.simple(c) + "." + field.getName(), value);
                        }
                    } catch (IllegalAccessException e) {
                        throw new AssertionError(e); // it was made accessible
                    }
                }
            }
        }
    }

    private void then(Step step, String part, Object object) {
        String way = step.way.isEmpty() ? part : step.way + ARROW + part;
        visit(object, way, step.length + 1);
    }

    private void in(Step step, String part, Object object) {
        visit(object, step.way + part, step.length + 1);
    }

    private static boolean isOfJdk(Object object) {
        return object.getClass().getClassLoader() == null;
    }

    private static String shown(Object key) {
        return key instanceof String || key instanceof Number || key instanceof Enum<?>
                ? key.toString()
                : key == null ? "null" : Names.simple(key.getClass());
    }

    /** What a lambda travels as; null if the object is none, or one that is not serialisable. */
    static SerializedLambda lambda(Object object) {
        Class<?> type = object.getClass();
        if (!type.isHidden() || !(object instanceof Serializable)) {
            return null;
        }
        try {
            Method method = type.getDeclaredMethod("writeReplace");
            return method.trySetAccessible() && method.invoke(object) instanceof SerializedLambda s
                    ? s
                    : null;
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    /** Why an object cannot travel, if it is that it is not serialisable; else null. */
    static String notSerializable(Object object) {
        Class<?> type = object.getClass();
        if (object instanceof Serializable || ObjectStreamClass.lookup(type) != null) {
            return null;
        }
        if (type.isHidden() && type.getInterfaces().length > 0) {
            return "a lambda of type "
                    + Names.of(type.getInterfaces()[0])
                    + " is not Serializable: declare it with a type that is, or cast it to"
                    + " (java.io.Serializable & "
                    + Names.simple(type.getInterfaces()[0])
                    + ")";
        }
        String why = Names.of(type) + " is not Serializable";
        return type.getName().startsWith("REPL.")
                ? why + ": declare it with \"implements java.io.Serializable\", or as a record"
                : why;
    }
}
