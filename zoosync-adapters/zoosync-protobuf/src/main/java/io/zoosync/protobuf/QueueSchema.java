package io.zoosync.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.DescriptorProtos;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorSet;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.ExtensionRegistry;
import com.google.protobuf.JavaFeaturesProto;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is kept with a queue of protobuf messages: their type, in words that protobuf itself reads.
 *
 * <pre>
 * message QueueSchema {
 *     string format = 1;                          // "zoosync-protobuf 1"
 *     string type = 2;                            // the full name of the messages' type
 *     google.protobuf.FileDescriptorSet files = 3; // its file, behind all that it imports
 * }
 * </pre>
 */
final class QueueSchema {
    private static final String FORMAT = "zoosync-protobuf 1";
    private static final int FORMAT_NUMBER = 1;
    private static final int TYPE_NUMBER = 2;
    private static final int FILES_NUMBER = 3;

    private final String type;
    private final FileDescriptorSet files;

    private QueueSchema(String type, FileDescriptorSet files) {
        this.type = type;
        this.files = files;
    }

    /** The schema of a message type. */
    static QueueSchema of(Descriptor type) {
        Map<String, FileDescriptor> all = new LinkedHashMap<>();
        addWithImports(type.getFile(), all);
        FileDescriptorSet.Builder files = FileDescriptorSet.newBuilder();
        all.values().forEach(file -> files.addFile(file.toProto()));
        return new QueueSchema(type.getFullName(), files.build());
    }

    private static void addWithImports(FileDescriptor file, Map<String, FileDescriptor> all) {
        if (!all.containsKey(file.getFullName())) {
            file.getDependencies().forEach(imported -> addWithImports(imported, all));
            all.put(file.getFullName(), file);
        }
    }

    /**
     * Reads what is kept with a queue.
     *
     * @throws IllegalArgumentException if it is no schema of protobuf messages
     */
    static QueueSchema parse(String queueName, ByteBuffer metadata) {
        String format = "";
        String type = "";
        ByteString files = ByteString.EMPTY;
        try {
            CodedInputStream in = CodedInputStream.newInstance(metadata);
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (tag >>> 3) {
                    case FORMAT_NUMBER -> format = in.readString();
                    case TYPE_NUMBER -> type = in.readString();
                    case FILES_NUMBER -> files = in.readBytes();
                    default -> in.skipField(tag);
                }
            }
            if (format.equals(FORMAT)) {
                return new QueueSchema(type, FileDescriptorSet.parseFrom(files, features()));
            }
        } catch (IOException e) {
            throw notProtobuf(queueName, e);
        }
        throw notProtobuf(queueName, null);
    }

    private static IllegalArgumentException notProtobuf(String queueName, IOException cause) {
        return new IllegalArgumentException(
                "queue '" + queueName + "' is no queue of protobuf messages", cause);
    }

    /** Protobuf 4.36 cannot load the class of the features before that of the descriptors. */
    private static ExtensionRegistry features() {
        DescriptorProtos.getDescriptor();
        ExtensionRegistry registry = ExtensionRegistry.newInstance();
        registry.add(JavaFeaturesProto.java_);
        return registry;
    }

    /** The bytes to be kept with a queue. */
    ByteBuffer toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeString(FORMAT_NUMBER, FORMAT);
            out.writeString(TYPE_NUMBER, type);
            out.writeMessage(FILES_NUMBER, files);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /**
     * Checks that the queue's messages are of a type, by its name: its versions may differ, as
     * protobuf allows.
     *
     * @throws IllegalArgumentException if they are of another type
     */
    void check(String queueName, Descriptor expected) {
        if (!type.equals(expected.getFullName())) {
            throw new IllegalArgumentException(
                    "queue '"
                            + queueName
                            + "' has messages of the type "
                            + type
                            + ", not "
                            + expected.getFullName());
        }
    }

    /**
     * The type as the queue's maker knew it.
     *
     * @throws IllegalArgumentException if the schema is damaged
     */
    Descriptor descriptor(String queueName) {
        try {
            Map<String, FileDescriptor> built = new HashMap<>();
            for (FileDescriptorProto file : files.getFileList()) {
                FileDescriptor[] imports =
                        file.getDependencyList().stream()
                                .map(built::get)
                                .filter(imported -> imported != null)
                                .toArray(FileDescriptor[]::new);
                built.put(file.getName(), FileDescriptor.buildFrom(file, imports));
            }
            return find(built);
        } catch (DescriptorValidationException | RuntimeException e) {
            throw new IllegalArgumentException(
                    "the schema of queue '" + queueName + "' is damaged", e);
        }
    }

    /** The file of the type is the last one. */
    private Descriptor find(Map<String, FileDescriptor> built) {
        FileDescriptor file = built.get(files.getFile(files.getFileCount() - 1).getName());
        String prefix = file.getPackage().isEmpty() ? "" : file.getPackage() + ".";
        if (!type.startsWith(prefix)) {
            throw new IllegalArgumentException(type + " is not in " + file.getFullName());
        }
        List<String> names = List.of(type.substring(prefix.length()).split("\\.", -1));
        Descriptor found = file.findMessageTypeByName(names.get(0));
        for (String name : names.subList(1, names.size())) {
            found = found.findNestedTypeByName(name);
        }
        if (found == null) {
            throw new IllegalArgumentException(type + " is not in " + file.getFullName());
        }
        return found;
    }
}
