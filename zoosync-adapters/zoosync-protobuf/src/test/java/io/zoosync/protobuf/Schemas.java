package io.zoosync.protobuf;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.ExtensionRegistry;
import io.zoosync.protobuf.editions.ZoosyncTestEditions;
import io.zoosync.protobuf.three.ZoosyncTestProto3;
import io.zoosync.protobuf.two.ZoosyncTestProto2;
import java.util.ArrayList;
import java.util.List;

/** The message types of the tests' {@code .proto} files. */
final class Schemas {
    static final FileDescriptor PROTO2 = ZoosyncTestProto2.getDescriptor();
    static final FileDescriptor PROTO3 = ZoosyncTestProto3.getDescriptor();
    static final FileDescriptor EDITIONS = ZoosyncTestEditions.getDescriptor();

    /** All extensions of these files; those that are messages are parsed as dynamic ones. */
    static final ExtensionRegistry EXTENSIONS = extensions();

    private Schemas() {}

    private static ExtensionRegistry extensions() {
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        for (FileDescriptor file : List.of(PROTO2, EDITIONS)) {
            for (FieldDescriptor extension : file.getExtensions()) {
                if (extension.getJavaType() == JavaType.MESSAGE) {
                    registry.add(
                            extension,
                            DynamicMessage.getDefaultInstance(extension.getMessageType()));
                } else {
                    registry.add(extension);
                }
            }
        }
        return registry;
    }

    /** The types that random messages are of. */
    static List<Descriptor> types() {
        return List.of(
                PROTO2.findMessageTypeByName("Everything"),
                PROTO3.findMessageTypeByName("Everything"),
                EDITIONS.findMessageTypeByName("Everything"),
                PROTO2.findMessageTypeByName("Strict"),
                EDITIONS.findMessageTypeByName("Strict"),
                PROTO2.findMessageTypeByName("HoldsSets"));
    }

    /** The declared fields of a type and the extensions of it that are known. */
    static List<FieldDescriptor> fieldsOf(Descriptor type) {
        List<FieldDescriptor> fields = new ArrayList<>(type.getFields());
        EXTENSIONS
                .getAllImmutableExtensionsByExtendedType(type.getFullName())
                .forEach(extension -> fields.add(extension.descriptor));
        return fields;
    }
}
