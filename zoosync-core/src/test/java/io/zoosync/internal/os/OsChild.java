package io.zoosync.internal.os;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What another JVM does in a test; it says on its output how that went. */
final class OsChild {
    static final long LONG_NANOS = 30_000_000_000L;

    private OsChild() {}

    static ByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size())
                    .order(ByteOrder.nativeOrder());
        }
    }

    public static void main(String[] arguments) throws Exception {
        switch (arguments[0]) {
            case "name":
                say(Os.current().name());
                break;
            case "name-without-futex":
                FutexRefusal.inThisThread(
                        (LinuxOs) Os.named(arguments[1]), Integer.parseInt(arguments[2]));
                say(Os.current().name());
                break;
            case "wait":
                waitOn(Path.of(arguments[1]), Integer.parseInt(arguments[2]));
                break;
            case "lock":
                lock(arguments);
                untilParentEnds();
                break;
            case "lock-and-start":
                lock(arguments);
                say(new ProcessBuilder("sleep", "600").start().pid());
                untilParentEnds();
                break;
            default:
                throw new IllegalArgumentException(arguments[0]);
        }
    }

    private static void waitOn(Path file, int offset) throws IOException {
        ByteBuffer memory = map(file);
        Os os = Os.current();
        long address = os.addressOf(memory);
        say("waiting");
        say(os.futexWait(memory, address, offset, 0, LONG_NANOS));
    }

    private static void lock(String[] arguments) {
        Os os = Os.current();
        int handle = os.openLockFile(Path.of(arguments[1]));
        say(os.lockByte(handle, Long.parseLong(arguments[2])));
    }

    private static void untilParentEnds() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is ever written: the end of the input is the parent's end.
        }
    }

    private static void say(Object what) {
        System.out.println(what);
    }
}
