package io.zoosync.examples.transfer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ArrowTransferTest {
    private static final Path FLIGHTS = Tables.flights();

    private static final int END_OF_STREAM_BYTES = 8;

    /** So many messages go into a queue of 64k with 1000 rows each, and no more. */
    private static final List<String> SMALL = List.of("--rows", "1000", "--capacity", "64k");

    private Path directory;

    @BeforeEach
    void makeDirectory() throws IOException {
        Path memory = Path.of("/dev/shm");
        directory =
                Files.isDirectory(memory)
                        ? Files.createTempDirectory(memory, "zoosync-transfer-")
                        : Files.createTempDirectory("zoosync-transfer-");
    }

    @AfterEach
    void removeDirectory() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Test
    void fileEqualsTheOriginal() throws Exception {
        try (Command receiver = receive("out.arrow");
                Command sender = send(FLIGHTS)) {
            sender.succeed();
            assertTrue(receiver.succeed().contains("200,000 rows in 1 batch"), receiver::errors);
        }
        assertEquals(print(FLIGHTS), print(directory.resolve("out.arrow")));
        assertNothingIsLeft();
    }

    @Test
    void receiverMayComeLate() throws Exception {
        try (Command sender = send(FLIGHTS, "--rows", "50000")) {
            sender.succeed();
        }
        try (Command receiver = receive("out.arrow")) {
            receiver.succeed();
        }
        assertEquals(
                print(FLIGHTS).replace("1 batches", "4 batches"),
                print(directory.resolve("out.arrow")));
        assertNothingIsLeft();
    }

    @Test
    void streamsThroughPipes() throws Exception {
        Path out = directory.resolve("out.arrows");
        try (Command sender = redirected(FLIGHTS, "none", "send", "-", "a", "--rows", "1000");
                Command middle =
                        Command.pipe(
                                directory,
                                List.of("receive", "a", "-"),
                                List.of("send", "-", "b", "--capacity", "64k"));
                Command receiver =
                        Command.redirected(
                                directory, Path.of("/dev/null"), out, "receive", "b", "-")) {
            sender.succeed();
            middle.succeed();
            receiver.succeed();
        }
        assertEquals(print(FLIGHTS).replace("1 batches", "200 batches"), print(out));
        assertNothingIsLeft();
    }

    @Test
    void batchTooLargeForTheQueueIsSentInPieces() throws Exception {
        try (Command sender = send(FLIGHTS, "--capacity", "1m", "--wait");
                Command receiver = receive("out.arrow")) {
            sender.succeed();
            receiver.succeed();
        }
        String pieces = print(directory.resolve("out.arrow"));
        assertEquals(print(FLIGHTS).substring(1), pieces.substring(1));
        assertFalse(pieces.startsWith("1 "), pieces);
    }

    @Test
    void dictionariesTravel() throws Exception {
        Path words = directory.resolve("words.arrows");
        Command.tables(directory, "constant", words);
        for (String name : List.of("out.arrow", "out.arrows")) {
            try (Command sender = send(words);
                    Command receiver = receive(name)) {
                sender.succeed();
                receiver.succeed();
            }
            assertEquals(print(words), print(directory.resolve(name)));
        }
    }

    @Test
    void changingDictionariesTravelInAStream() throws Exception {
        Path words = directory.resolve("words.arrows");
        Command.tables(directory, "changing", words);
        try (Command sender = send(words)) {
            sender.succeed();
        }
        try (Command receiver = receive("out.arrow")) {
            String why = receiver.fail();
            assertTrue(why.contains("dictionary 7 has changed"), why);
        }
        try (Command sender = send(words, "--restart");
                Command receiver = receive("out.arrows", "--restart")) {
            sender.succeed();
            receiver.succeed();
        }
        assertTrue(print(words).contains("ant2"), print(words));
        assertEquals(print(words), print(directory.resolve("out.arrows")));
    }

    @Test
    void killedSenderIsNoticed() throws Exception {
        Path words = directory.resolve("words.arrows");
        Command.tables(directory, "constant", words);
        byte[] stream = Files.readAllBytes(words);
        try (Command sender = Command.fed(directory, "send", "-", "q");
                Command receiver = receive("out.arrow")) {
            sender.feed(stream, 0, stream.length - END_OF_STREAM_BYTES);
            awaitLines(journal("out.arrow"), 1 + 1 + 3); // title, dictionary, batches
            sender.kill();
            String why = receiver.fail();
            assertTrue(why.contains("sender to queue q ended before its table did"), why);
            assertTrue(why.contains("after 3 batches"), why);
        }
        assertFalse(Files.exists(directory.resolve("out.arrow")));
        try (Command sender = send(words)) {
            assertTrue(sender.fail().contains("send --restart"), sender::errors);
        }
        try (Command sender = send(words, "--restart")) {
            sender.succeed();
        }
        try (Command receiver = receive("out.arrow")) {
            assertTrue(receiver.fail().contains("begun from another queue"), receiver::errors);
        }
        try (Command receiver = receive("out.arrow", "--restart")) {
            receiver.succeed();
        }
        assertEquals(print(words), print(directory.resolve("out.arrow")));
        assertNothingIsLeft();
    }

    @Test
    void killedReceiverGoesOnWhereItWas() throws Exception {
        int batches = 2000;
        int deaths = 8;
        Path in = directory.resolve("in.arrows");
        try (Command sender = send(FLIGHTS, "--rows", "100");
                Command receiver = receive("in.arrows")) {
            sender.succeed();
            receiver.succeed();
        }
        byte[] stream = Files.readAllBytes(in);
        Path out = directory.resolve("out.arrow");
        try (Command sender = Command.fed(directory, "send", "-", "q", "--capacity", "64k")) {
            for (int death = 0; death < deaths; death++) {
                int from = death * (stream.length / deaths);
                int written = linesOf(journal("out.arrow"));
                try (Command receiver = receive("out.arrow")) {
                    // It cannot come to the end, and is killed in the midst of what is there.
                    sender.feed(stream, from, stream.length / deaths);
                    awaitLines(journal("out.arrow"), written + 20);
                    receiver.kill();
                }
                assertFalse(Files.exists(out));
            }
            try (Command other = receive("other.arrow")) {
                assertTrue(other.fail().contains("into the same file"), other::errors);
            }
            try (Command receiver = receive("out.arrow")) {
                int fed = deaths * (stream.length / deaths);
                sender.feed(stream, fed, stream.length - fed);
                sender.endOfFeed();
                receiver.succeed();
            }
            assertTrue(sender.succeed().contains("the receiver of queue q"), sender::errors);
        }
        assertEquals(print(FLIGHTS).replace("1 batches", batches + " batches"), print(out));
        assertNothingIsLeft();
    }

    @ParameterizedTest
    @ValueSource(strings = {"taken", "bytes", "line", "end", "commit", "name"})
    void nothingIsLostOrWrittenTwice(String pointOfDeath) throws Exception {
        Path words = directory.resolve("words.arrows");
        Path out = directory.resolve("out.arrow");
        Command.tables(directory, "constant", words);
        try (Command sender = send(words)) {
            sender.succeed();
        }
        Command.die(directory, "q", out, pointOfDeath);
        try (Command receiver = receive("out.arrow")) {
            String said = receiver.succeed();
            boolean again = said.contains("came again, and was written already");
            assertEquals(pointOfDeath.equals("line"), again, said);
        }
        assertEquals(print(words), print(out));
        assertNothingIsLeft();
    }

    @Test
    void saysWhyABadFileIsRefused() throws Exception {
        byte[] flights = Files.readAllBytes(FLIGHTS);
        assertRefused(
                "is neither an Arrow IPC file nor a stream",
                "no table".getBytes(StandardCharsets.UTF_8));
        assertRefused("is empty", new byte[0]);
        assertRefused("is damaged", Arrays.copyOf(flights, 300_000));
        assertRefused("is damaged", cutOff(flights));
        try (Command sender = send(directory.resolve("none.arrow"))) {
            assertTrue(sender.fail().contains("no such file: "), sender::errors);
        }
        assertNothingIsLeft();
    }

    /** The stream that is in a file, without its last bytes. */
    private static byte[] cutOff(byte[] file) {
        return Arrays.copyOfRange(file, 8, 300_000);
    }

    private void assertRefused(String why, byte[] contents) throws Exception {
        Path bad = directory.resolve("bad");
        Files.write(bad, contents);
        try (Command sender = send(bad)) {
            assertTrue(sender.fail().contains(why), sender::errors);
        }
        try (Command sender = redirected(bad, "none", "send", "-", "q")) {
            assertTrue(sender.fail().contains(why), sender::errors);
        }
        Files.delete(bad);
    }

    @Test
    void refusesAQueueOfSomethingElse() throws Exception {
        Path words = directory.resolve("words.arrows");
        Command.tables(directory, "constant", words);
        try (Command sender = send(words)) {
            sender.succeed();
        }
        try (Command sender = send(FLIGHTS)) {
            assertTrue(sender.fail().contains("is of the schema"), sender::errors);
        }
        Path shm = directory.resolve("shm");
        Files.move(shm.resolve("q.queue"), shm.resolve("q.lock"));
        Files.move(shm.resolve("q.sender.lock"), shm.resolve("q.queue"));
        try (Command receiver = receive("out.arrow")) {
            assertTrue(receiver.fail().contains("q.queue"), receiver::errors);
        }
    }

    @Test
    void waitsNoLongerThanItIsTold() throws Exception {
        try (Command receiver = receive("out.arrow", "--timeout", "0.2")) {
            assertTrue(receiver.fail().contains("no queue q, and none came"), receiver::errors);
        }
        assertNothingIsLeft();
        try (Command sender =
                send(FLIGHTS, "--rows", "1000", "--capacity", "64k", "--timeout", "0.2")) {
            assertTrue(sender.fail().contains("no room came free"), sender::errors);
        }
        try (Command receiver = receive("out.arrow", "--timeout", "60")) {
            String why = receiver.fail();
            assertTrue(why.contains("the sender to queue q ended before"), why);
        }
    }

    @Test
    void senderWaitsForTheReceiverIfItIsTold() throws Exception {
        try (Command sender = send(FLIGHTS, "--wait", "--timeout", "0.2")) {
            assertTrue(sender.fail().contains("2 messages are left"), sender::errors);
        }
    }

    @Test
    void onlyOneOfAKindIsAtWork() throws Exception {
        try (Command sender = send(FLIGHTS, SMALL)) {
            awaitFile(directory.resolve("shm/q.queue"));
            try (Command other = send(FLIGHTS)) {
                assertTrue(other.fail().contains("has another sender at work"), other::errors);
            }
            assertTrue(sender.isAlive(), sender::errors);
        }
    }

    @Test
    void existingFileIsReplacedOnlyByForce() throws Exception {
        Path out = directory.resolve("out.arrow");
        Files.writeString(out, "dear to me");
        try (Command receiver = receive("out.arrow")) {
            assertTrue(receiver.fail().contains("out.arrow exists"), receiver::errors);
        }
        assertEquals("dear to me", Files.readString(out));
        try (Command sender = send(FLIGHTS);
                Command receiver = receive("out.arrow", "--force")) {
            sender.succeed();
            receiver.succeed();
        }
        assertEquals(print(FLIGHTS), print(out));
    }

    @Test
    void refusesWrongUsage() throws Exception {
        for (List<String> words :
                List.<List<String>>of(
                        List.of(),
                        List.of("push", "a", "b"),
                        List.of("send", "a"),
                        List.of("send", "a", "b", "--force"),
                        List.of("send", "a", "b", "--capacity", "0"),
                        List.of("send", "a", "b", "--capacity", "k"),
                        List.of("receive", "a", "b", "--format", "csv"),
                        List.of("receive", "a", "b", "--timeout"))) {
            try (Command command = Command.arrow(directory, words.toArray())) {
                assertEquals(2, command.await(), command::errors);
            }
        }
    }

    private Command send(Path file, List<String> options) throws IOException {
        return send(file, options.toArray(String[]::new));
    }

    private Command send(Path file, String... options) throws IOException {
        return Command.arrow(directory, words("send", file.toString(), "q", options));
    }

    private Command receive(String file, String... options) throws IOException {
        String path = directory.resolve(file).toString();
        return Command.arrow(directory, words("receive", "q", path, options));
    }

    private static Object[] words(String verb, String first, String second, String... options) {
        return Stream.concat(Stream.of(verb, first, second), Stream.of(options)).toArray();
    }

    private Command redirected(Path input, String output, Object... words) throws IOException {
        return Command.redirected(directory, input, directory.resolve(output), words);
    }

    private String print(Path file) throws Exception {
        return Command.tables(directory, "print", file);
    }

    private Path journal(String file) {
        return directory.resolve(file + ".part.journal");
    }

    private static void awaitFile(Path file) throws InterruptedException {
        while (!Files.exists(file)) {
            Thread.sleep(1); // the test's timeout ends this
        }
    }

    private static void awaitLines(Path file, int lines) throws Exception {
        while (linesOf(file) < lines) {
            Thread.sleep(1); // the test's timeout ends this
        }
    }

    private static int linesOf(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file).size() : 0;
    }

    /** The queue and the locks are gone, and so is what was unfinished. */
    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("shm"))) {
            assertEquals(List.of("processes"), files.map(f -> f.getFileName().toString()).toList());
        }
        try (Stream<Path> files = Files.list(directory)) {
            assertEquals(
                    List.of(),
                    files.map(f -> f.getFileName().toString())
                            .filter(name -> name.contains(".part"))
                            .toList());
        }
    }
}
