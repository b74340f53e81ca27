package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import io.zoosync.RemoteFailureException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What travels between two JVMs, and what is refused, for code of the class path. */
@Timeout(300)
@SuppressWarnings("serial") // lambdas that travel reach members of their class, as users' do
class TravelTest {
    private static Courier courier;

    private final int ofThis = 3;

    @BeforeAll
    static void start() throws IOException {
        courier = Courier.start(TravelTest.class);
    }

    @AfterAll
    static void stop() throws IOException {
        courier.close();
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "grün";
            }
        }
    }

    record Point(int x, Object rest) {}

    /** Not serialisable. */
    static class Plain {
        int n;
    }

    static class Config implements Serializable {
        Object connection;
        transient Object notLookedAt = new Plain();
    }

    @Test
    void shouldCarryLambdasAndMethodReferences() throws Throwable {
        int captured = 40;
        double[] array = {0.5};
        String text = "ab";

        assertEquals(42, courier.<Integer, Integer>call(x -> x + captured, 2));
        assertEquals(1.5, courier.<Integer, Double>call(x -> x + array[0], 1));
        assertEquals("7", courier.<Integer, String>call(String::valueOf, 7));
        assertEquals("abc", courier.<String, String>call(text::concat, "c"));
        assertEquals(2, courier.<String, Integer>call(String::length, "ab"));
        assertEquals(List.of(), courier.<Integer, Object>call(ArrayList<String>::new, 5));
    }

    @Test
    void shouldCarryValuesBothWays() throws Throwable {
        Calendar calendar = Calendar.getInstance(Locale.ROOT);
        EnumMap<Colour, Object> byColour = new EnumMap<>(Map.of(Colour.GREEN, 1));
        List<Object> values = new ArrayList<>();
        values.addAll(
                List.of(
                        true,
                        (byte) 1,
                        (short) 2,
                        'c',
                        4,
                        5L,
                        6f,
                        7d,
                        "text",
                        Colour.GREEN,
                        byColour));
        values.addAll(List.of(new BigDecimal("1.5"), Instant.EPOCH, UUID.randomUUID(), calendar));
        values.addAll(List.of(List.of(1, 2), Map.of("k", List.of("v")), TimeUnit.DAYS));
        values.add(new TreeMap<>(Map.of("a", 1)));
        values.add(null);
        values.add("\uD800 unpaired");

        for (Object value : values) {
            assertEquals(value, courier.<Object, Object>call(x -> x, value));
        }
        assertEquals(values, courier.<Object, Object>call(x -> x, values));
        assertArrayEquals(
                new int[][] {{1}, {2, 3}},
                courier.<int[][], int[][]>call(x -> x, new int[][] {{1}, {2, 3}}));
        assertEquals(9L, courier.<Object, AtomicLong>call(x -> new AtomicLong(9), null).get());
        assertEquals(int.class, courier.<Object, Object>call(x -> int.class, null));
    }

    @Test
    void shouldCarryRecordsThatAreNotSerialisable() throws Throwable {
        Point point = new Point(1, List.of(new Point(2, null)));

        assertEquals(point, courier.<Point, Object>call(x -> x, point));
        assertEquals(Map.of(point, 1), courier.<Object, Object>call(x -> x, Map.of(point, 1)));
        assertEquals(
                point, courier.<Object, Object>call(x -> ((Object[]) x)[0], new Object[] {point}));
    }

    @Test
    void shouldCarryComparatorsOfTheJdk() throws Throwable {
        Comparator<Map.Entry<String, Integer>> comparator = Map.Entry.comparingByValue();
        Map<String, Integer> map = new LinkedHashMap<>(Map.of("a", 2, "b", 1));

        assertEquals(
                "b",
                courier.<Object, Object>call(
                        x -> map.entrySet().stream().min(comparator).orElseThrow().getKey(), null));
    }

    @Test
    void shouldKeepWhatIsShared() throws Throwable {
        List<Object> list = new ArrayList<>(List.of("x"));
        list.add(list);

        assertTrue(courier.<List<Object>, Boolean>call(x -> x.get(1) == x, list));
    }

    @Test
    void shouldNameTheWayToWhatCannotTravel() {
        Config config = new Config();
        config.connection = new Plain();
        Map<String, Object> map = new HashMap<>(Map.of("k", new Object[] {1, config}));
        Plain plain = new Plain();
        String isNot = Plain.class.getName() + " is not Serializable";

        assertRefused(
                "captured argument 2 → TravelTest.Config.connection: " + isNot,
                x -> "" + map.size() + config,
                "");
        assertRefused("captured argument 1: " + isNot, x -> plain.n, "");
        assertRefused("argument: " + isNot, x -> 1, plain);
        assertRefused("argument[k][1] → TravelTest.Config.connection: " + isNot, x -> 1, map);
        assertRefused("argument → TravelTest.Point.rest: " + isNot, x -> 1, new Point(1, plain));
        assertRefused("result: " + isNot, x -> new Plain(), "");
        assertRefused(
                "result → TravelTest.Config.connection: " + isNot,
                x -> {
                    Config result = new Config();
                    result.connection = new Plain();
                    return result;
                },
                "");
    }

    @Test
    void shouldNameTheObjectAroundALambda() {
        CannotTravelException e =
                assertThrows(
                        CannotTravelException.class,
                        () -> courier.<Integer, Object>call(x -> x + ofThis, 1));

        assertEquals(
                "captured argument 1: " + TravelTest.class.getName() + " is not Serializable",
                e.getMessage());
    }

    @Test
    void shouldSayHowALambdaBecomesSerialisable() {
        Runnable run = () -> {};

        assertRefused(
                "captured argument 1: a lambda of type java.lang.Runnable is not Serializable:"
                        + " declare it with a type that is, or cast it to"
                        + " (java.io.Serializable & Runnable)",
                x -> {
                    run.run();
                    return 1;
                },
                "");
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeply() {
        Object nested = null;
        for (int i = 0; i < 100_000; i++) {
            nested = new Object[] {nested};
        }
        Object deep = nested;

        assertRefused("argument: it is nested too deeply", x -> 1, deep);
    }

    static class NoDefault {
        NoDefault(int n) {}
    }

    static class CannotBeMade extends NoDefault implements Serializable {
        CannotBeMade() {
            super(1);
        }
    }

    static class FailsToWrite implements Serializable {
        private void writeObject(ObjectOutputStream out) throws IOException {
            throw new IOException("on purpose");
        }
    }

    static class FailsToRead implements Serializable {
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void shouldRefuseWhatCouldNotBeReadThere() throws Throwable {
        assertRefused(
                "argument: "
                        + CannotBeMade.class.getName()
                        + " cannot be made anew: its superclass "
                        + NoDefault.class.getName()
                        + " has no constructor without parameters that could be called",
                x -> 1,
                new CannotBeMade());
        assertRefused(
                "argument[0]: writing it failed: java.io.IOException: on purpose",
                x -> 1,
                List.of(new FailsToWrite()));
        assertTrue(
                courier.outcome(x -> 1, new FailsToRead())
                        .startsWith("CannotTravelException: it could not be read in the worker"));
        assertTrue(
                courier.outcome(x -> new FailsToRead(), 1)
                        .startsWith("CannotTravelException: what a worker sent could not be read"));
        assertEquals(1, courier.<Integer, Integer>call(x -> x, 1));
    }

    @Test
    void shouldKeepExceptionsWhole() {
        Exception e =
                assertThrows(
                        NoSuchFileException.class,
                        () ->
                                courier.call(
                                        x -> {
                                            Exception thrown = new NoSuchFileException("file");
                                            thrown.initCause(new IllegalStateException("cause"));
                                            thrown.addSuppressed(new ArithmeticException("less"));
                                            throw thrown;
                                        },
                                        1));

        assertEquals("file", e.getMessage());
        assertEquals("cause", e.getCause().getMessage());
        assertEquals("less", e.getSuppressed()[0].getMessage());
        assertTrue(e.getStackTrace()[0].getMethodName().startsWith("lambda$shouldKeep"));
        assertTrue(
                List.of(e.getStackTrace()).stream()
                        .anyMatch(frame -> frame.getMethodName().equals("answer")),
                "the worker's frames");
    }

    static class Odd extends RuntimeException {
        final Object rest = new Plain();

        Odd(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Test
    void shouldReplaceExceptionsThatCannotTravel() {
        RemoteFailureException e =
                assertThrows(
                        RemoteFailureException.class,
                        () ->
                                courier.call(
                                        x -> {
                                            Odd inner = new Odd(null, new NoSuchFileException("f"));
                                            Odd outer = new Odd("outer", inner);
                                            outer.addSuppressed(new ArithmeticException("less"));
                                            throw outer;
                                        },
                                        1));

        assertEquals(Odd.class.getName(), e.className());
        assertEquals("outer", e.originalMessage());
        assertEquals(Odd.class.getName() + ": outer", e.getMessage());
        assertTrue(e.getStackTrace()[0].getMethodName().startsWith("lambda$shouldReplace"));
        RemoteFailureException cause = (RemoteFailureException) e.getCause();
        assertNull(cause.originalMessage());
        assertEquals(
                NoSuchFileException.class, cause.getCause().getClass(), "it can travel itself");
        assertEquals(ArithmeticException.class, e.getSuppressed()[0].getClass());
    }

    static class Circular extends Exception {
        private final Exception around;

        final Object rest = new Plain();

        Circular(Exception around) {
            this.around = around;
        }

        @Override
        public synchronized Throwable getCause() {
            return around;
        }

        @Override
        public String getMessage() {
            throw new IllegalStateException("no message");
        }
    }

    @Test
    void shouldReplaceExceptionsThatMisbehave() {
        RemoteFailureException e =
                assertThrows(
                        RemoteFailureException.class,
                        () ->
                                courier.call(
                                        x -> {
                                            Exception cause = new Exception("around");
                                            Circular circular = new Circular(cause);
                                            cause.initCause(circular);
                                            throw circular;
                                        },
                                        1));

        assertEquals(
                "(its message could not be had: java.lang.IllegalStateException)",
                e.originalMessage());
        assertEquals("java.lang.Exception: around", e.getCause().getMessage());
        assertSame(e, e.getCause().getCause(), "the circle is kept");
    }

    static class FailsToReadException extends RuntimeException {
        private void readObject(ObjectInputStream in) throws IOException {
            throw new IOException("on purpose");
        }
    }

    @Test
    void shouldTellOfAnExceptionThatCannotBeReadHere() {
        RemoteFailureException e =
                assertThrows(
                        RemoteFailureException.class,
                        () ->
                                courier.call(
                                        x -> {
                                            throw new FailsToReadException();
                                        },
                                        1));

        assertEquals(FailsToReadException.class.getName(), e.className());
        assertTrue(e.getStackTrace()[0].getMethodName().startsWith("lambda$shouldTell"));
        assertEquals(CannotTravelException.class, e.getSuppressed()[0].getClass(), "it says why");
    }

    @Test
    void shouldKeepErrors() {
        assertThrows(
                StackOverflowError.class,
                () ->
                        courier.call(
                                x -> {
                                    throw new StackOverflowError();
                                },
                                1));
        AssertionError e = assertThrows(AssertionError.class, () -> courier.call(x -> fail(), 1));
        assertEquals(
                RemoteFailureException.class, e.getCause().getClass(), "only that is replaced");
    }

    private static Object fail() {
        throw new AssertionError("message", new Odd("cause", null));
    }

    private static <T> void assertRefused(
            String message, Courier.Fn<T, Object> function, T argument) {
        assertEquals("CannotTravelException: " + message, courier.outcome(function, argument));
    }
}
