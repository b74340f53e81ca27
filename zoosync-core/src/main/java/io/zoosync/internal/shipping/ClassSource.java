package io.zoosync.internal.shipping;

import io.zoosync.CannotTravelException;
import io.zoosync.internal.classfile.ClassFile;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.Set;
import java.util.stream.Collectors;

/** Knows which classes workers find on their class path, and gets the class files of the others. */
final class ClassSource {
    private final Set<Path> places;

    /** Remembers the answers: for each value that is shipped, the same classes come up again. */
    private final ClassValue<Boolean> atWorkers =
            new ClassValue<>() {
                @Override
                protected Boolean computeValue(Class<?> type) {
                    return find(type);
                }
            };

    /**
     * @param workerClassPath jars and directories of the workers' class path
     */
    ClassSource(Collection<Path> workerClassPath) {
        places = workerClassPath.stream().map(ClassSource::real).collect(Collectors.toSet());
    }

    /** Whether workers find a class by its name. */
    boolean isAtWorkers(Class<?> type) {
        return atWorkers.get(type);
    }

    private boolean find(Class<?> type) {
        if (type.isArray()) {
            return isAtWorkers(type.getComponentType());
        }
        ClassLoader loader = type.getClassLoader();
        if (loader == null
                || loader == ClassLoader.getPlatformClassLoader()
                || loader == ClassLoader.getSystemClassLoader()) {
            return true; // the class path of this process is part of the workers'
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source != null
                && source.getLocation() != null
                && isPlaceOfWorkers(source.getLocation().toString());
    }

    private boolean isPlaceOfWorkers(String location) {
        try {
            URI uri = new URI(location);
            return "jrt".equals(uri.getScheme())
                    || "file".equals(uri.getScheme()) && places.contains(real(Path.of(uri)));
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            return false; // in an archive within an archive, say
        }
    }

    private static Path real(Path path) {
        try {
            return Files.exists(path) ? path.toRealPath() : path.toAbsolutePath().normalize();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * The class file of a class that workers do not have.
     *
     * @throws CannotTravelException if its loader does not give it
     */
    ShippedClass read(Class<?> type) {
        if (type.isHidden()) {
            throw new CannotTravelException(
                    "class "
                            + type.getName()
                            + " is hidden: no other process can be given it by its name");
        }
        String resource = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(resource)) {
            if (in == null) {
                throw noClassFile(type, "its loader gives no " + resource, null);
            }
            return new ShippedClass(type, new ClassFile(in.readAllBytes()));
        } catch (IOException | IllegalArgumentException e) {
            throw noClassFile(type, e.toString(), e);
        }
    }

    private static CannotTravelException noClassFile(Class<?> type, String why, Exception cause) {
        return new CannotTravelException(
                "class "
                        + Names.of(type)
                        + " is not on the workers' class path, and its class file cannot be had"
                        + " from "
                        + type.getClassLoader()
                        + ": "
                        + why,
                cause);
    }
}
