package io.zoosync.examples.notebook;

import io.zoosync.shm.ZooShm;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Another JVM, which runs one of the programs beside this class and uses the same shared memory. It
 * ends when it is closed, and with the JVM that started it.
 */
public final class Peer implements AutoCloseable {
    private final Process process;
    private final BufferedReader output;

    private Peer(Process process) {
        this.process = process;
        output =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /** Starts a program, and waits for its first line, which says that it is ready. */
    public static Peer start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+IgnoreUnrecognizedVMOptions");
        command.add("--enable-native-access=ALL-UNNAMED");
        command.add("--sun-misc-unsafe-memory-access=allow");
        command.add("-Dzoosync.dir=" + ZooShm.directory());
        command.add("-cp");
        command.add(classPath());
        command.add(program.getName());
        command.addAll(List.of(arguments));
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        Peer peer = new Peer(process);
        peer.readLine();
        return peer;
    }

    /**
     * The jars beside the one that this class is from; jshell's own class path does not have them.
     */
    private static String classPath() throws IOException {
        try {
            Path home =
                    Path.of(Peer.class.getProtectionDomain().getCodeSource().getLocation().toURI());
            return Files.isDirectory(home)
                    ? System.getProperty("java.class.path")
                    : home.getParent() + File.separator + "*";
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }

    /** The next line that it prints. */
    public String readLine() throws IOException {
        String line = output.readLine();
        if (line == null) {
            throw new IOException("the other process has ended");
        }
        return line;
    }

    /** Its process id. */
    public long pid() {
        return process.pid();
    }

    /** Kills it, as {@code kill -9} does, and waits until it is gone. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets it end. */
    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
