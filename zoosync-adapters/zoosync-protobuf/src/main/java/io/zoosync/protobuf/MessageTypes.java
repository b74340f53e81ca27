package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The message types that a view and those below it meet, with the extensions that they know. */
final class MessageTypes {
    private final ExtensionRegistry registry;
    private final Map<Descriptor, MessageType> types = new HashMap<>();

    MessageTypes(ExtensionRegistry registry) {
        this.registry = registry;
    }

    ExtensionRegistry registry() {
        return registry;
    }

    /**
     * The type of a descriptor, worked out at the first call for it.
     *
     * @param prototype the default instance of the class that its messages are parsed as
     */
    synchronized MessageType of(Descriptor descriptor, Message prototype) {
        MessageType type = types.get(descriptor);
        if (type == null) {
            type = new MessageType(descriptor, prototype, this);
            types.put(descriptor, type);
        }
        return type;
    }

    /** The declared fields, in the order of their indices, and the extensions behind them. */
    List<FieldDescriptor> fieldsOf(Descriptor descriptor) {
        List<FieldDescriptor> fields = new ArrayList<>(descriptor.getFields());
        registry.getAllImmutableExtensionsByExtendedType(descriptor.getFullName()).stream()
                .map(extension -> extension.descriptor)
                .filter(extension -> extension.getContainingType() == descriptor)
                .sorted(Comparator.comparingInt(FieldDescriptor::getNumber))
                .forEach(fields::add);
        return fields;
    }

    /** Whether a message of this type can hold one that may lack required fields, or be one. */
    boolean mayLackFields(Descriptor root) {
        Set<Descriptor> seen = new HashSet<>(Set.of(root));
        List<Descriptor> open = new ArrayList<>(seen);
        while (!open.isEmpty()) {
            for (FieldDescriptor field : fieldsOf(open.remove(open.size() - 1))) {
                if (field.isRequired()) {
                    return true;
                }
                if (isViewable(field) && seen.add(field.getMessageType())) {
                    open.add(field.getMessageType());
                }
            }
        }
        return false;
    }

    private static boolean isViewable(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && !field.getMessageType().getOptions().getMessageSetWireFormat();
    }
}
