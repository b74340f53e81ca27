package io.zoosync.internal.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A process that opens the registry, says who it is, and answers questions until its input ends.
 */
public final class RegistryProbe {
    private RegistryProbe() {}

    /** Opens the registry of a directory, beside that of this process. */
    public static void open(Path directory) throws IOException {
        ProcessRegistry.open(directory);
    }

    public static void main(String[] arguments) throws IOException {
        ProcessRegistry registry = ProcessRegistry.current();
        System.out.println("id " + registry.id());
        System.out.println("self " + registry.self());
        BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line; (line = input.readLine()) != null; ) {
            String[] words = line.split(" ");
            switch (words[0]) {
                case "dead":
                    System.out.println("dead " + registry.isDead(Integer.parseInt(words[1])));
                    break;
                case "describe":
                    System.out.println("is " + registry.describe(Integer.parseInt(words[1])));
                    break;
                case "pid":
                    System.out.println("pid " + ProcessHandle.current().pid());
                    break;
                case "exit":
                    System.exit(3);
                    break;
                case "halt":
                    Runtime.getRuntime().halt(4);
                    break;
                default:
                    throw new IllegalArgumentException(line);
            }
        }
    }
}
