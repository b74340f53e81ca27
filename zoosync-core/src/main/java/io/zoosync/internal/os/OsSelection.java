package io.zoosync.internal.os;

import java.lang.System.Logger.Level;
import java.util.function.Supplier;

/** Chooses the binding: the one that {@code -Dzoosync.os} names, else the fastest that works. */
final class OsSelection {
    static final String PROPERTY = "zoosync.os";

    private OsSelection() {}

    static Os current() {
        return Current.OS;
    }

    /**
     * A new binding.
     *
     * @throws IllegalArgumentException if there is none of that name
     * @throws UnsupportedOperationException if it does not work here; the message says why
     */
    static Os named(String name) {
        switch (name) {
            case "ffm":
                return create(name, FfmOs::new);
            case "jna":
                return create(name, JnaOs::new);
            case "portable":
                return new PortableOs();
            default:
                throw new IllegalArgumentException(
                        PROPERTY + " must be ffm, jna or portable: " + PROPERTY + '=' + name);
        }
    }

    private static Os select(String forced) {
        Os os = forced == null ? best() : named(forced);
        if (os instanceof LinuxOs && ((LinuxOs) os).futexErrno() != 0) {
            log(
                    Level.WARNING,
                    "ZooSync waits by polling: the system refuses futex calls (errno "
                            + ((LinuxOs) os).futexErrno()
                            + "; a seccomp filter?)");
        }
        return os;
    }

    private static Os best() {
        String why;
        try {
            return named("ffm");
        } catch (UnsupportedOperationException e) {
            why = e.getMessage();
        }
        try {
            return named("jna");
        } catch (UnsupportedOperationException e) {
            why += "; " + e.getMessage();
        }
        if (System.getProperty("os.name").equals("Linux")) {
            log(
                    Level.WARNING,
                    "ZooSync works without native calls and waits by polling. To wait in the"
                            + " system, "
                            + remedy()
                            + " ("
                            + why
                            + ')');
        } else {
            log(Level.INFO, "ZooSync waits by polling on this system (" + why + ')');
        }
        return new PortableOs();
    }

    private static String remedy() {
        Module module = OsSelection.class.getModule();
        String flag =
                "--enable-native-access=" + (module.isNamed() ? module.getName() : "ALL-UNNAMED");
        if (Runtime.version().feature() >= FfmOs.FIRST_JDK) {
            return "run java with " + flag;
        }
        String jna =
                module.isNamed()
                        ? "put net.java.dev.jna:jna on the module path with"
                                + " --add-modules=com.sun.jna"
                        : "put net.java.dev.jna:jna on the class path";
        return jna + ", or run on JDK " + FfmOs.FIRST_JDK + " or later with " + flag;
    }

    /** A class that is missing, or whose initialisation failed, shows as a {@link LinkageError}. */
    private static Os create(String name, Supplier<Os> constructor) {
        try {
            return constructor.get();
        } catch (LinkageError | RuntimeException e) {
            throw new UnsupportedOperationException(name + ": " + rootMessage(e), e);
        }
    }

    private static String rootMessage(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root instanceof UnsupportedOperationException ? root.getMessage() : root.toString();
    }

    private static void log(Level level, String message) {
        System.getLogger("io.zoosync").log(level, message);
    }

    /** Initialised when it is first asked for, so that {@link #named} chooses nothing. */
    private static final class Current {
        static final Os OS = select(System.getProperty(PROPERTY));
    }
}
