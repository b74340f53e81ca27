package io.zoosync.internal.shipping;

import java.io.InvalidObjectException;
import java.io.ObjectStreamException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.List;

/**
 * What travels in place of a record that is not {@link Serializable}: a record is no more than its
 * components, so nothing is lost, and nobody need write {@code implements Serializable}.
 */
final class RecordForm implements Serializable {
    private static final long serialVersionUID = 1L;

    private static final ClassValue<Parts> PARTS =
            new ClassValue<>() {
                @Override
                protected Parts computeValue(Class<?> type) {
                    return Parts.of(type);
                }
            };

    private final Class<?> type;

    @SuppressWarnings("serial") // whether they can travel is found out by writing them
    private final Object[] components;

    private RecordForm(Class<?> type, Object[] components) {
        this.type = type;
        this.components = components;
    }

    /** How the components of a record are read, and a record made of them. */
    private record Parts(List<Method> accessors, Constructor<?> canonical) {
        /** Those of a class; null where it does not let them be used. */
        static Parts of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Method[] accessors = new Method[components.length];
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                accessors[i] = components[i].getAccessor();
                if (!accessors[i].trySetAccessible()) {
                    return null;
                }
            }
            try {
                Constructor<?> canonical = type.getDeclaredConstructor(types);
                return canonical.trySetAccessible()
                        ? new Parts(List.of(accessors), canonical)
                        : null;
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e); // every record has one
            }
        }
    }

    /** The form of a record, or null if its components cannot be read from here. */
    static RecordForm of(Record value) {
        Parts parts = PARTS.get(value.getClass());
        if (parts == null) {
            return null;
        }
        Object[] components = new Object[parts.accessors.size()];
        try {
            for (int i = 0; i < components.length; i++) {
                components[i] = parts.accessors.get(i).invoke(value);
            }
        } catch (ReflectiveOperationException e) {
            return null; // an accessor that throws
        }
        return new RecordForm(value.getClass(), components);
    }

    private Object readResolve() throws ObjectStreamException {
        Parts parts = type.isRecord() ? PARTS.get(type) : null;
        if (parts == null) {
            throw new InvalidObjectException(
                    type.getName() + " is no record that can be made here");
        }
        try {
            return parts.canonical.newInstance(components);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            InvalidObjectException invalid =
                    new InvalidObjectException("record " + type.getName() + ": " + e);
            invalid.initCause(e);
            throw invalid;
        }
    }
}
