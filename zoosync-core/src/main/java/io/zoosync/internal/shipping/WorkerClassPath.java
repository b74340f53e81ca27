package io.zoosync.internal.shipping;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What must be on the class path of a worker. */
public final class WorkerClassPath {
    private final Set<Path> found = new LinkedHashSet<>();

    private WorkerClassPath() {}

    /**
     * All places that classes of this process come from: the class path, the module path, and what
     * the loaders of ZooSync and of {@code caller} add, as in JShell. A jar whose manifest names
     * others stands for them, as {@code java -cp} takes it.
     *
     * @param caller a class of the program that makes the pool
     * @return absolute paths of jars and directories that exist, for {@code java -cp}
     */
    public static List<Path> of(Class<?> caller) {
        WorkerClassPath path = new WorkerClassPath();
        path.addAll(System.getProperty("java.class.path"));
        path.addModules(System.getProperty("jdk.module.path"));
        path.addOrigin(WorkerClassPath.class);
        path.addOrigin(caller);
        path.addLoaders(WorkerClassPath.class.getClassLoader());
        path.addLoaders(caller.getClassLoader());
        path.addJna();
        return List.copyOf(path.found);
    }

    private void addAll(String paths) {
        if (paths != null) {
            for (String path : paths.split(File.pathSeparator)) {
                if (!path.isEmpty()) {
                    add(Path.of(path));
                }
            }
        }
    }

    /** A module path may name directories of jars too. */
    private void addModules(String paths) {
        addAll(paths);
        for (String path : paths == null ? new String[0] : paths.split(File.pathSeparator)) {
            if (!path.isEmpty() && Files.isDirectory(Path.of(path))) {
                addJarsOf(Path.of(path));
            }
        }
    }

    private void addJarsOf(Path directory) {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
            jars.forEach(this::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Path path) {
        if (Files.exists(path)) {
            found.add(path.toAbsolutePath().normalize());
        }
    }

    private void addOrigin(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source != null) {
            add(source.getLocation());
        }
    }

    /** What a loader and those above it were told to load from, as far as they say so. */
    private void addLoaders(ClassLoader first) {
        for (ClassLoader loader = first; loader != null; loader = loader.getParent()) {
            if (loader instanceof URLClassLoader known) {
                for (URL url : known.getURLs()) {
                    add(url);
                }
            }
        }
    }

    private void addJna() {
        try {
            ClassLoader loader = WorkerClassPath.class.getClassLoader();
            addOrigin(Class.forName("com.sun.jna.Native", false, loader));
        } catch (ClassNotFoundException e) {
            // then the worker does without, as this process does
        }
    }

    private void add(URL url) {
        try {
            URI uri = url == null ? null : url.toURI();
            if (uri != null && "file".equals(uri.getScheme())) {
                add(Path.of(uri));
            }
        } catch (URISyntaxException | IllegalArgumentException | FileSystemNotFoundException e) {
            // no place in a file system: classes from there are shipped one by one
        }
    }
}
