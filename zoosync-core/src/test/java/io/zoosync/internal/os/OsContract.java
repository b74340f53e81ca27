package io.zoosync.internal.os;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every binding must do. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class OsContract {
    static final long LONG_NANOS = OsChild.LONG_NANOS;
    static final long POSITION = 4_000_000_007L;

    final Os os = create();
    private final List<ChildJvm> children = new ArrayList<>();
    Path directory;

    abstract Os create();

    boolean polls() {
        return false;
    }

    @BeforeEach
    void createDirectory() {
        directory = ZooDirectory.createTemporary();
    }

    @AfterEach
    void removeDirectory() {
        children.forEach(ChildJvm::close);
        ZooDirectory.remove(directory);
    }

    // --- futex

    @Test
    void waitReturnsAgainWhereTheWordDiffers() {
        ByteBuffer memory = memory();
        memory.putInt(4, 7);
        assertEquals(-Os.EAGAIN, waitOn(memory, 4, 8, LONG_NANOS));
        memory.putInt(4, -1);
        assertEquals(-Os.EAGAIN, waitOn(memory, 4, 1, LONG_NANOS));
    }

    @Test
    void waitComparesAllBitsOfTheWord() {
        ByteBuffer memory = memory();
        memory.putInt(4, 0x8000_0001);
        assertEquals(-Os.ETIMEDOUT, waitOn(memory, 4, 0x8000_0001, 1_000));
        assertEquals(-Os.EAGAIN, waitOn(memory, 4, 1, 1_000));
    }

    @Test
    void waitLastsAtLeastAsLongAsAsked() {
        ByteBuffer memory = memory();
        for (long timeout : new long[] {1, 1_000, 999_999, 20_000_000, 1_000_000_001}) {
            long start = System.nanoTime();
            assertEquals(-Os.ETIMEDOUT, waitOn(memory, 0, 0, timeout));
            long took = System.nanoTime() - start;
            assertTrue(took >= timeout, took + " ns of " + timeout);
        }
    }

    @Test
    void waitWithoutTimeTimesOutAtOnce() {
        ByteBuffer memory = memory();
        assertEquals(-Os.ETIMEDOUT, waitOn(memory, 0, 0, 0));
        assertEquals(-Os.ETIMEDOUT, waitOn(memory, 0, 0, -1));
        assertEquals(-Os.ETIMEDOUT, waitOn(memory, 0, 0, Long.MIN_VALUE));
    }

    @Test
    void wakeWithoutWaitersWakesNobody() {
        ByteBuffer memory = memory();
        assertEquals(0, os.futexWake(memory, os.addressOf(memory), 0, 1));
        assertEquals(0, os.futexWake(memory, os.addressOf(memory), 0, Integer.MAX_VALUE));
    }

    @Test
    void wakeReachesAWaiterInAnotherProcess() throws IOException {
        Path file = newFile(4096);
        ByteBuffer memory = OsChild.map(file);
        ChildJvm waiter = child("wait", file, 64);
        assertEquals("waiting", line(waiter));
        wakeOne(memory, 64);
        assertWoken(Integer.parseInt(line(waiter)), polls());
    }

    @Test
    void wakeReachesAWaiterInAnotherThreadThroughASlice() throws Exception {
        ByteBuffer memory = memory();
        ByteBuffer slice = memory.slice(16, 32).order(ByteOrder.nativeOrder());
        Future<Integer> result = inThread(() -> waitOn(slice, 8, 0, LONG_NANOS));
        wakeOne(memory, 24);
        assertWoken(result.get(), polls());
    }

    @Test
    void waitForALongTimeCanBeWoken() throws Exception {
        ByteBuffer memory = memory();
        Future<Integer> result = inThread(() -> waitOn(memory, 0, 0, Long.MAX_VALUE));
        wakeOne(memory, 0);
        assertWoken(result.get(), polls());
    }

    @Test
    void callsOfAnInterruptedThreadWorkAndKeepItsStatus() throws IOException {
        Path file = newFile(0);
        Path other = newFile(0);
        ByteBuffer memory = memory();
        Thread.currentThread().interrupt();
        int waited = waitOn(memory, 0, 0, 1_000_000);
        int handle = os.openLockFile(file);
        int locked = os.lockByte(handle, POSITION);
        int tested = os.testByte(handle, POSITION + 1);
        int allocated = os.allocate(other, 100_000);
        assertTrue(Thread.interrupted());
        assertTrue(waited == -Os.EINTR || waited == -Os.ETIMEDOUT, "waited: " + waited);
        assertEquals(0, locked);
        assertEquals(0, tested);
        assertEquals(0, allocated);
        assertEquals(0, os.testByte(handle, POSITION));
    }

    // --- addresses

    @Test
    void addressIsThatOfByteZero() {
        ByteBuffer memory = memory();
        long address = os.addressOf(memory);
        assertEquals(address, os.addressOf(memory.duplicate().position(24).limit(32)));
        if (address != 0) {
            assertEquals(address + 24, os.addressOf(memory.slice(24, 8)));
        }
    }

    @Test
    void addressOfAHeapBufferIsRefused() {
        ByteBuffer heap = ByteBuffer.allocate(8);
        assertThrows(IllegalArgumentException.class, () -> os.addressOf(heap));
    }

    // --- locks

    @Test
    void ownLockIsInvisibleAndCanBeTakenAgain() throws IOException {
        int handle = os.openLockFile(newFile(0));
        assertEquals(0, os.testByte(handle, POSITION));
        assertEquals(0, os.lockByte(handle, POSITION));
        assertEquals(0, os.testByte(handle, POSITION));
        assertEquals(0, os.lockByte(handle, POSITION));
    }

    @Test
    void lockOfAnotherProcessIsSeenUntilItIsKilled() throws IOException {
        Path file = newFile(0);
        int handle = os.openLockFile(file);
        ChildJvm owner = child("lock", file, POSITION);
        assertEquals("0", line(owner));

        assertEquals(1, os.testByte(handle, POSITION));
        assertEquals(-Os.EAGAIN, os.lockByte(handle, POSITION));
        assertEquals(0, os.testByte(handle, POSITION - 1));
        assertEquals(0, os.testByte(handle, POSITION + 1));
        assertEquals(0, os.lockByte(handle, POSITION + 1));

        owner.kill();
        awaitFree(handle);
        assertEquals(0, os.lockByte(handle, POSITION));
    }

    @Test
    void ownLockIsSeenByAnotherProcess() throws IOException {
        Path file = newFile(0);
        int handle = os.openLockFile(file);
        assertEquals(0, os.lockByte(handle, POSITION));
        assertEquals(0, os.testByte(handle, POSITION));
        assertEquals(String.valueOf(-Os.EAGAIN), line(child("lock", file, POSITION)));
    }

    @Test
    void lockIsNotInheritedByAProcessThatTheOwnerStarted() throws IOException {
        Path file = newFile(0);
        int handle = os.openLockFile(file);
        ChildJvm owner = child("lock-and-start", file, POSITION);
        assertEquals("0", line(owner));
        ProcessHandle heir = ProcessHandle.of(Long.parseLong(line(owner))).orElseThrow();
        try {
            assertEquals(1, os.testByte(handle, POSITION));
            // Only the owner: ChildJvm.kill would kill the heir too.
            ProcessHandle.of(owner.pid()).orElseThrow().destroyForcibly();
            awaitFree(handle);
            assertTrue(heir.isAlive());
        } finally {
            heir.destroyForcibly();
        }
    }

    @Test
    void threadsThatTestOneByteDoNotDeceiveEachOther() throws Exception {
        Path file = newFile(0);
        int handle = os.openLockFile(file);
        assertEquals("0", line(child("lock", file, POSITION)));
        inThreads(
                4,
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertEquals(1, os.testByte(handle, POSITION));
                        assertEquals(0, os.testByte(handle, POSITION + 1));
                    }
                    return null;
                });
    }

    @Test
    void badHandleIsAnError() {
        assertEquals(-9, os.lockByte(100_000, 0));
        assertEquals(-9, os.testByte(100_000, 0));
        assertEquals(-9, os.testByte(-1, 0));
    }

    @Test
    void missingFileIsAnError() {
        assertEquals(-Os.ENOENT, os.openLockFile(directory.resolve("none")));
        assertEquals(-Os.ENOENT, os.allocate(directory.resolve("none"), 1));
        assertTrue(Files.notExists(directory.resolve("none")));
    }

    @Test
    void symbolicLinkIsRefused() throws IOException {
        Path link = directory.resolve("link");
        Files.createSymbolicLink(link, newFile(0));
        assertTrue(os.openLockFile(link) < 0);
        assertTrue(os.allocate(link, 1) < 0);
    }

    @Test
    void forbiddenFileIsAnError() throws IOException {
        assumeTrue(os.uid() != 0, "root may open everything");
        Path file = newFile(0);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assertEquals(-Os.EACCES, os.openLockFile(file));
    }

    @Test
    void fileWithALongNameOutsideAsciiIsFound() throws IOException {
        assumeTrue(
                List.of("UTF-8", "ISO-8859-1").contains(System.getProperty("sun.jnu.encoding")),
                "file names are ASCII here");
        Path file = Files.createFile(directory.resolve("ö".repeat(100)));
        assertTrue(os.openLockFile(file) >= 0);
    }

    // --- allocation

    @Test
    void allocateGivesAFileItsLength() throws IOException {
        Path file = newFile(0);
        for (long bytes : new long[] {0, 1, 4096, 40L << 20}) {
            assertEquals(0, os.allocate(file, bytes));
            assertEquals(bytes, Files.size(file));
        }
        assertEquals(0, os.allocate(file, 1));
        assertEquals(40L << 20, Files.size(file));
    }

    @Test
    void allocateTakesThePagesAndSaysWhenThereAreNone() throws Exception {
        assumeTrue(os.uid() == 0, "only root can mount a small tmpfs");
        Path mount = Files.createDirectory(directory.resolve("small"));
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", mount) == 0,
                "a tmpfs cannot be mounted here");
        try {
            Path file = Files.createFile(mount.resolve("file"));
            FileStore store = Files.getFileStore(file);
            assertEquals(0, os.allocate(file, 512 << 10));
            assertTrue(store.getUsableSpace() <= 512 << 10);
            Path large = Files.createFile(mount.resolve("large"));
            assertEquals(-Os.ENOSPC, os.allocate(large, 64 << 20));
            Files.delete(large);
            assertEquals(0, os.allocate(file, 1 << 20));
            Path last = Files.createFile(mount.resolve("last"));
            assertEquals(-Os.ENOSPC, os.allocate(last, 1));
        } finally {
            assertEquals(0, run("umount", mount));
        }
    }

    // --- all

    @Test
    void uidIsTheOwnerOfOurFiles() throws IOException {
        assertEquals(Files.getAttribute(newFile(0), "unix:uid"), os.uid());
    }

    @Test
    void eachThreadGetsItsOwnErrors() throws Exception {
        int handle = os.openLockFile(newFile(0));
        Path none = directory.resolve("none");
        ByteBuffer memory = memory();
        inThreads(
                4,
                () -> {
                    for (int i = 0; i < 2_000; i++) {
                        assertEquals(-Os.ENOENT, os.openLockFile(none));
                        assertEquals(-Os.EAGAIN, waitOn(memory, 0, 1, LONG_NANOS));
                        assertEquals(0, os.testByte(handle, i));
                        assertEquals(-9, os.testByte(-1, i));
                        assertEquals(-Os.ETIMEDOUT, waitOn(memory, 0, 0, 1));
                    }
                    return null;
                });
    }

    // --- helpers

    final ByteBuffer memory() {
        return ByteBuffer.allocateDirect(64).order(ByteOrder.nativeOrder());
    }

    final int waitOn(ByteBuffer memory, int offset, int expected, long timeoutNanos) {
        return os.futexWait(memory, os.addressOf(memory), offset, expected, timeoutNanos);
    }

    /**
     * Wakes a waiter, who may not be asleep yet. The word stays as it is, so that only a true wake
     * counts, except where waiters poll.
     */
    private void wakeOne(ByteBuffer memory, int offset) {
        if (polls()) {
            memory.putInt(offset, 1);
            return;
        }
        long address = os.addressOf(memory);
        while (os.futexWake(memory, address, offset, 1) == 0) {
            Thread.onSpinWait();
        }
    }

    /** A poller may have come only after the word had changed. */
    static void assertWoken(int result, boolean polled) {
        assertTrue(result == 0 || polled && result == -Os.EAGAIN, "result: " + result);
    }

    final Path newFile(int size) throws IOException {
        Path file = Files.createTempFile(directory, "file", null);
        Files.write(file, new byte[size]);
        return file;
    }

    private ChildJvm child(Object... arguments) throws IOException {
        ChildJvm child =
                ChildJvm.of(OsChild.class, arguments).flags("-Dzoosync.os=" + os.name()).start();
        children.add(child);
        return child;
    }

    private static String line(ChildJvm child) {
        return child.readLine(ChildJvm.PATIENCE);
    }

    final <T> Future<T> inThread(Callable<T> task) {
        ExecutorService executor = Executors.newSingleThreadExecutor(OsContract::daemon);
        Future<T> result = executor.submit(task);
        executor.shutdown();
        return result;
    }

    private void inThreads(int count, Callable<Void> task) throws Exception {
        List<Future<Void>> results = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            results.add(inThread(task));
        }
        for (Future<Void> result : results) {
            result.get();
        }
    }

    private void awaitFree(int handle) {
        while (os.testByte(handle, POSITION) != 0) {
            Thread.onSpinWait();
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    }

    private static int run(Object... command) throws IOException, InterruptedException {
        List<String> words = Stream.of(command).map(Object::toString).toList();
        return new ProcessBuilder(words).inheritIO().start().waitFor();
    }
}
