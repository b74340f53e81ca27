package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Serialises a value with the classes that workers lack and the static fields that its code reads.
 *
 * <p>Which fields those are depends on the objects that travel, and which objects travel on the
 * values of those fields: so it writes again until nothing new is found.
 *
 * <pre>
 * classes: count, (name, length, bytes)… | fields: count, (class, name)… |
 * stream: value of each field, value
 * </pre>
 */
final class Packing {
    private final Bundle bundle;
    private final Reachability reachability;

    /** Where messages about this value begin; empty for a function. */
    private final String name;

    /** How many classes and fields at the beginning workers have already. */
    private final int knownClasses;

    private final int knownFields;

    /** For a function. */
    Packing(ClassSource source) {
        this.bundle = new Bundle(source);
        this.reachability = new Reachability(bundle);
        this.name = "";
        this.knownClasses = 0;
        this.knownFields = 0;
    }

    /** For arguments of a function that has been packed. */
    Packing(Packing function) {
        this.bundle = new Bundle(function.bundle);
        this.reachability = new Reachability(function.reachability, bundle);
        this.name = "argument";
        this.knownClasses = bundle.classes().size();
        this.knownFields = reachability.fields().size();
    }

    /**
     * The bytes of a value.
     *
     * @throws CannotTravelException if it, or the value of a static field, cannot travel
     */
    byte[] pack(Object value) {
        while (true) {
            List<StaticField> fields = newFields();
            byte[] stream = serialise(fields, value);
            if (reachability.fields().size() == knownFields + fields.size()) {
                return compose(fields, stream);
            }
        }
    }

    /** The fields that workers do not have yet, in the order in which they are to be set. */
    private List<StaticField> newFields() {
        List<StaticField> fields = new ArrayList<>(reachability.fields());
        List<StaticField> found = fields.subList(knownFields, fields.size());
        found.sort(Comparator.comparingInt(StaticField::order));
        return found;
    }

    private byte[] serialise(List<StaticField> fields, Object value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        TravelWriter writer = new TravelWriter(bytes, Map.of());
        for (StaticField field : fields) {
            writer.write(field.value(), field.toString());
        }
        writer.write(value, name);
        writer.end();
        writer.classes().forEach(this::add);
        writer.lambdas().forEach(reachability::addLambda);
        return bytes.toByteArray();
    }

    /** The loaders of the classes that are shipped. */
    Set<ClassLoader> loaders() {
        return bundle.classes().values().stream()
                .map(shipped -> shipped.type().getClassLoader())
                .collect(Collectors.toSet());
    }

    private void add(Class<?> type) {
        bundle.add(type);
        reachability.addObject(type);
    }

    private byte[] compose(List<StaticField> fields, byte[] stream) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(stream.length + 512);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(bundle.classes().size() - knownClasses);
            int index = 0;
            for (Map.Entry<String, ShippedClass> entry : bundle.classes().entrySet()) {
                if (index >= knownClasses) {
                    out.writeUTF(entry.getKey());
                    byte[] classFile = entry.getValue().file().bytes();
                    out.writeInt(classFile.length);
                    out.write(classFile);
                }
                index++;
            }
            out.writeInt(fields.size());
            for (StaticField field : fields) {
                out.writeUTF(field.field().getDeclaringClass().getName());
                out.writeUTF(field.field().getName());
            }
            out.write(stream);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new CannotTravelException(e.toString(), e);
        }
    }
}
