package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.lang.reflect.Field;

/**
 * A static field of a class that workers do not have: a variable of a snippet, say.
 *
 * @param field the field, made accessible
 */
record StaticField(Field field) {
    /** Finds the field that {@code type} declares. */
    static StaticField of(Class<?> type, String name) {
        try {
            Field field = type.getDeclaredField(name);
            field.setAccessible(true);
            return new StaticField(field);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new CannotTravelException(
                    "static field " + Names.simple(type) + "." + name + ": " + e, e);
        }
    }

    /** The value it has now. */
    Object value() {
        try {
            return field.get(null);
        } catch (IllegalAccessException | LinkageError e) {
            throw new CannotTravelException(this + ": " + e, e);
        }
    }

    void set(Object value) {
        try {
            field.set(null, value);
        } catch (IllegalAccessException | IllegalArgumentException | LinkageError e) {
            throw new CannotTravelException(this + ": " + e, e);
        }
    }

    /**
     * When it is set: what a snippet's variable holds may be needed to make the others, and the
     * initialiser of a class may use variables.
     */
    int order() {
        boolean isOfWrapper = Names.isWrapper(field.getDeclaringClass().getName());
        boolean isPlain = field.getType().isPrimitive() || field.getType() == String.class;
        return (isOfWrapper ? 0 : 2) + (isPlain ? 0 : 1);
    }

    /** As its author knows it. */
    @Override
    public String toString() {
        Class<?> type = field.getDeclaringClass();
        return Names.isWrapper(type.getName())
                ? "snippet variable " + field.getName()
                : "static field " + Names.simple(type) + "." + field.getName();
    }
}
