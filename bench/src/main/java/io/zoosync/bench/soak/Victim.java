package io.zoosync.bench.soak;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A running worker, which can be killed and stopped. */
final class Victim {
    private final Worker.Role role;
    private final int number;
    private final Process process;
    private boolean stopped;

    private Victim(Worker.Role role, int number, Process process) {
        this.role = role;
        this.number = number;
        this.process = process;
    }

    /** Starts a JVM like this one; what it says on its error stream is said on ours. */
    static Victim start(Worker.Role role, int number, Path directory) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.add("-XX:+UseSerialGC");
        command.add("-XX:TieredStopAtLevel=1"); // they do not live long enough for more
        command.add("-Xmx64m");
        command.add("-Dzoosync.dir=" + directory.resolve("zoosync"));
        command.add("-cp");
        command.add(System.getProperty("java.class.path"));
        command.add(Worker.class.getName());
        command.addAll(List.of(role.name(), directory.toString(), Integer.toString(number)));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                        .start();
        return new Victim(role, number, process);
    }

    Worker.Role role() {
        return role;
    }

    int number() {
        return number;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean isStopped() {
        return stopped;
    }

    int exitStatus() {
        return process.exitValue();
    }

    void kill() {
        process.destroyForcibly().onExit().join();
    }

    void stop() throws IOException {
        signal("STOP");
        stopped = true;
    }

    void resume() throws IOException {
        signal("CONT");
        stopped = false;
    }

    private void signal(String name) throws IOException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .onExit()
                .join();
    }

    /** False if it is still there after that time. */
    boolean awaitEnd(long nanos) throws InterruptedException {
        return process.waitFor(nanos, TimeUnit.NANOSECONDS);
    }
}
