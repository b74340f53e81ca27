package io.zoosync.bench.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The processes of one run and its directory; all of it ends together. */
public final class Children implements AutoCloseable {
    private final Workspace workspace;
    private final Plan plan;
    private final Path directory;
    private final List<Child> children = new ArrayList<>();
    private boolean held;

    public Children(Workspace workspace, Plan plan) throws IOException {
        this.workspace = workspace;
        this.plan = plan;
        this.directory = workspace.newRun();
    }

    /** The directory of this run. */
    public Path directory() {
        return directory;
    }

    /** Starts a JVM with a {@code zoosync.dir} in the run's directory, see {@link Child#java}. */
    public Child java(Class<?> main, Object... arguments) throws IOException {
        return java(List.of(), main, arguments);
    }

    /** Starts a JVM with flags that a peer needs. */
    public Child java(List<String> peerFlags, Class<?> main, Object... arguments)
            throws IOException {
        return add(Child.java(workspace, plan, flags(peerFlags), main, strings(arguments)));
    }

    /** Starts a JVM by a command that goes before its own, as one that binds it to a core. */
    public Child javaAfter(List<Object> prefix, Class<?> main, Object... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(strings(prefix.toArray()));
        command.addAll(Child.command(flags(List.of()), main, strings(arguments)));
        return program(command.toArray());
    }

    private List<String> flags(List<String> peerFlags) {
        List<String> flags = new ArrayList<>(peerFlags);
        flags.add("-Dzoosync.dir=" + directory.resolve("zoosync"));
        return flags;
    }

    /** Starts a program. */
    public Child program(Object... command) throws IOException {
        return add(Child.program(workspace, plan, strings(command)));
    }

    /** Runs a program to its end before the others start. */
    public void toEnd(Object... command) throws IOException {
        try (Child child = Child.program(workspace, plan, strings(command))) {
            child.awaitExit();
        }
    }

    /** Waits for all to be ready and starts them, see {@link Child#go}. */
    public Window go() throws IOException {
        return Child.go(plan, children);
    }

    /** As {@link #go()}, but leaves the children on the cores on which they are. */
    public Window goUnbound() throws IOException {
        return Child.go(plan, children, false);
    }

    /** Gives children that take one task after another the same one, and starts them. */
    public Window go(Plan own, String task) throws IOException {
        for (Child child : children) {
            child.task(task);
        }
        return Child.go(own, children);
    }

    /** Tells warm children that stay when their next turn is. */
    Window turn(Plan of) throws IOException {
        Window window = Window.ofTurn(of);
        for (Child child : children) {
            child.turn(of, window);
        }
        return window;
    }

    /** Tells children that stay that there are no more turns. */
    Window stop() throws IOException {
        for (Child child : children) {
            child.stop(plan);
        }
        long now = System.nanoTime();
        return new Window(now, now);
    }

    /** Makes all children stand still. */
    void hold() throws IOException {
        workspace.signals().hold(ids());
        children.forEach(Child::unwatch);
        held = true;
    }

    /** Lets all children go on. */
    void resume() throws IOException {
        workspace.signals().resume(ids());
        held = false;
    }

    private List<Long> ids() {
        return children.stream().map(Child::id).toList();
    }

    private Child add(Child child) {
        children.add(child);
        return child;
    }

    private static List<String> strings(Object... objects) {
        List<String> strings = new ArrayList<>();
        for (Object object : objects) {
            strings.add(object.toString());
        }
        return strings;
    }

    @Override
    public void close() {
        try {
            CoreDistance.note();
            if (held) {
                resume();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            children.forEach(Child::close);
            Workspace.remove(directory);
        }
    }
}
