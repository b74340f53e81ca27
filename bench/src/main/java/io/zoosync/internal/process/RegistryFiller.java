package io.zoosync.internal.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes slots in the registry of processes, as so many processes would: each with an open file and
 * a lock of its own. It lies in this package because only the registry itself takes slots.
 */
public final class RegistryFiller {
    private final List<ProcessRegistry> processes = new ArrayList<>();

    /** Registers one more, as a process does that starts. */
    public void register() throws IOException {
        processes.add(ProcessRegistry.open(Directory.open()));
    }

    /** The owner word of one of them, all of which live. */
    public int owner(int index) {
        return processes.get(index).self();
    }
}
