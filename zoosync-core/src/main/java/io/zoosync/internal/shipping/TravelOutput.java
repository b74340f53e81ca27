package io.zoosync.internal.shipping;

import java.io.Externalizable;
import java.io.IOException;
import java.io.NotSerializableException;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.lang.invoke.SerializedLambda;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Serialises values, and notes the classes and lambdas that it meets. */
final class TravelOutput extends ObjectOutputStream {
    private final Set<Class<?>> classes = new LinkedHashSet<>();
    private final Set<SerializedLambda> lambdas = new LinkedHashSet<>();
    private final IdentityHashMap<IOException, Object> before = new IdentityHashMap<>();
    private final Map<?, ?> replacements;
    private Object last;

    /**
     * @param replacements objects to be written in place of others
     */
    TravelOutput(OutputStream out, Map<?, ?> replacements) throws IOException {
        super(out);
        this.replacements = replacements;
        enableReplaceObject(true);
    }

    /** The classes of all objects met so far. */
    Set<Class<?>> classes() {
        return classes;
    }

    Set<SerializedLambda> lambdas() {
        return lambdas;
    }

    /** The object that was begun last before a failure: most often the one that it is about. */
    Object begunBefore(Exception failure) {
        return failure instanceof IOException ? before.getOrDefault(failure, last) : last;
    }

    @Override
    protected Object replaceObject(Object value) {
        if (value instanceof IOException failure) {
            before.putIfAbsent(failure, last); // the stream writes its own failures too
        }
        last = value;
        if (!replacements.isEmpty() && replacements.containsKey(value)) {
            return replacements.get(value);
        }
        if (value instanceof SerializedLambda lambda) {
            lambdas.add(lambda);
        } else if (value instanceof Record record && !(value instanceof Serializable)) {
            RecordForm form = RecordForm.of(record);
            return form == null ? value : form;
        }
        return value;
    }

    @Override
    protected void annotateClass(Class<?> type) throws IOException {
        if (type.isHidden()) {
            throw new NotSerializableException(
                    type.getName() + ": a hidden class has no name to find it by elsewhere");
        }
        if (!type.isInterface() && Serializable.class.isAssignableFrom(type)) {
            checkCanBeMade(type);
        }
        classes.add(type);
    }

    @Override
    protected void annotateProxyClass(Class<?> type) {
        for (Class<?> implemented : type.getInterfaces()) {
            classes.add(implemented);
        }
    }

    /** What deserialisation would find out too late: see {@link Serializable}. */
    private static void checkCanBeMade(Class<?> type) throws NotSerializableException {
        if (type.isEnum() || type.isRecord() || type.isArray() || Proxy.isProxyClass(type)) {
            return;
        }
        Class<?> made = type;
        if (!Externalizable.class.isAssignableFrom(type)) {
            while (Serializable.class.isAssignableFrom(made)) {
                made = made.getSuperclass();
            }
        }
        if (!hasConstructorFor(type, made)) {
            throw new NotSerializableException(
                    Names.of(type)
                            + " cannot be made anew: "
                            + (made == type ? "it" : "its superclass " + Names.of(made))
                            + " has no constructor without parameters that could be called");
        }
    }

    private static boolean hasConstructorFor(Class<?> type, Class<?> made) {
        try {
            Constructor<?> constructor = made.getDeclaredConstructor();
            int modifiers = constructor.getModifiers();
            return Modifier.isPublic(modifiers)
                    || made != type
                            && (Modifier.isProtected(modifiers)
                                    || !Modifier.isPrivate(modifiers)
                                            && made.getPackage() == type.getPackage());
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
