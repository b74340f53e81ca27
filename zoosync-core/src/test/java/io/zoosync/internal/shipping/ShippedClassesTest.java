package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.nio.ByteBuffer;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Functions whose classes no worker has: they and their static fields travel too. */
@Timeout(300)
class ShippedClassesTest {
    private static final String IMPORTS =
            "import java.util.*; import io.zoosync.internal.shipping.Courier;";

    private static Courier courier;

    @BeforeAll
    static void start() throws IOException {
        courier = Courier.start(ShippedClassesTest.class);
    }

    @AfterAll
    static void stop() throws IOException {
        courier.close();
    }

    @Test
    void shouldShipClassesWithAllThatTheyName() throws Throwable {
        Snippets snippets =
                Snippets.compile(
                        "p.Shape:package p; public sealed interface Shape permits Square, Circle {"
                                + " double area(); }",
                        "p.Square:package p; public record Square(double side) implements Shape {"
                                + " public double area() { return side * side; } }",
                        "p.Circle:package p; public record Circle(double r) implements Shape {"
                                + " public double area() { return 3 * r * r; } }",
                        "q.F:package q; import p.*; "
                                + IMPORTS
                                + "public class F { private static double sum(List<Shape> shapes) {"
                                + " return shapes.stream().mapToDouble(Shape::area).sum(); }"
                                + " public static Courier.Fn<Integer, Double> f() {"
                                + " return n -> sum(List.of(new Square(n), new Circle(1))); }"
                                + " public static Courier.Fn<Integer, Shape> g() {"
                                + " return n -> new Square(n); } }");

        assertEquals(7.0, courier.call(snippets.<Integer, Double>function("q.F", "f"), 2));
        Object square = courier.call(snippets.<Integer, Object>function("q.F", "g"), 2);
        assertSame(snippets.loadClass("p.Square"), square.getClass());
    }

    @Test
    void shouldShipArgumentsOfClassesThatTheFunctionDoesNotName() throws Throwable {
        Snippets snippets =
                Snippets.compile(
                        "A:"
                                + IMPORTS
                                + "public class A implements java.io.Serializable {"
                                + " static int n = 6; public String toString() { return \"a\" + n; }"
                                + " static Object make() { n = 7; return new A(); } }");
        Object argument = snippets.call("A", "make");

        assertEquals("a7", courier.<Object, String>call(String::valueOf, argument));
        Object back = courier.<Object, Object>call(List::of, argument);
        assertSame(argument.getClass(), ((List<?>) back).get(0).getClass());
    }

    @Test
    void shouldHaveFinalFieldsMadeByInitialisers() throws Throwable {
        Snippets snippets =
                Snippets.compile(
                        "B:"
                                + IMPORTS
                                + "public class B { static int n = 1;"
                                + " static final List<Integer> LIST = new ArrayList<>(List.of(0));"
                                + " static Courier.Fn<Integer, Integer> f() { n = 5; LIST.add(9);"
                                + " return x -> n * 10 + LIST.size(); } }");

        assertEquals(51, courier.call(snippets.<Integer, Integer>function("B", "f"), 0));
    }

    @Test
    void shouldTellApartClassesThatWereWrittenAnew() throws Throwable {
        Courier.Fn<Integer, Integer> old = version(1).function("V", "f");
        Courier.Sent<Integer, Integer> sent = courier.ship(old);

        assertEquals(1, courier.call(sent, 0));
        assertEquals(2, courier.call(version(2).<Integer, Integer>function("V", "f"), 0));
        assertEquals(1, courier.call(sent, 0));
        assertEquals(1, courier.call(old, 0));
    }

    private static Snippets version(int n) {
        return Snippets.compile(
                "V:"
                        + IMPORTS
                        + "class V { static Courier.Fn<Integer, Integer> f() { return x -> "
                        + n
                        + "; } static Object captured() { return new V.W(); }"
                        + " static class W implements java.io.Serializable { } }");
    }

    @Test
    void shouldRefuseTwoClassesOfOneName() throws Throwable {
        Object one = version(1).call("V", "captured");
        Object other = version(1).call("V", "captured");

        String outcome = courier.outcome(x -> one.equals(other), 0);

        assertTrue(
                outcome.startsWith("CannotTravelException: two classes are called V$W, one of "),
                outcome);
    }

    @Test
    void shouldRefuseAnArgumentOfAClassThatWasWrittenAnew() throws Throwable {
        Object other = version(2).call("V", "captured");
        Courier.Fn<Object, Integer> function = version(1).function("V", "f");

        String outcome = courier.outcome(function, other);

        assertTrue(outcome.startsWith("CannotTravelException: two classes are called V"), outcome);
    }

    @Test
    void shouldRefuseClassesWhoseLoaderKeepsThemForItself() throws Throwable {
        Snippets snippets =
                Snippets.compileSecretly(
                        "C:"
                                + IMPORTS
                                + "class C { static Courier.Fn<Integer, Integer> f() {"
                                + " return x -> x; } }");

        String outcome = courier.outcome(snippets.<Integer, Object>function("C", "f"), 1);

        assertEquals(
                "CannotTravelException: class C is not on the workers' class path, and its class"
                        + " file cannot be had from "
                        + (Object) snippets
                        + ": its loader gives no C.class",
                outcome);
    }

    @Test
    void shouldRefuseHiddenClasses() throws Throwable {
        Snippets snippets =
                Snippets.compile(
                        "H:"
                                + IMPORTS
                                + "public class H implements Courier.Fn<Integer, Object> {"
                                + " public Object apply(Integer x) { return x; }"
                                + " public static java.lang.invoke.MethodHandles.Lookup lookup() {"
                                + " return java.lang.invoke.MethodHandles.lookup(); } }");
        MethodHandles.Lookup lookup = (MethodHandles.Lookup) snippets.call("H", "lookup");
        byte[] classFile = snippets.getResourceAsStream("H.class").readAllBytes();
        Class<?> hidden = lookup.defineHiddenClass(classFile, true).lookupClass();
        @SuppressWarnings("unchecked") // that is what it is
        Courier.Fn<Integer, Object> function =
                (Courier.Fn<Integer, Object>) hidden.getDeclaredConstructor().newInstance();

        assertEquals(
                "CannotTravelException: "
                        + hidden.getName()
                        + ": a hidden class has no name to find it by elsewhere",
                courier.outcome(function, 1));
    }

    @Test
    void shouldShipNothingThatWorkersHave() throws Throwable {
        Courier.Fn<Integer, Integer> own = x -> x;
        Snippets snippets =
                Snippets.compile(
                        "D:"
                                + IMPORTS
                                + "class D { static Courier.Fn<Integer, Integer> f() {"
                                + " return x -> x; } }");
        Shipper shipper = new Shipper(WorkerClassPath.of(ShippedClassesTest.class));

        assertEquals(0, new Unpacking(bytes(shipper, own)).classes().size());
        assertEquals(
                List.of("D"),
                List.copyOf(
                        new Unpacking(bytes(shipper, snippets.function("D", "f")))
                                .classes()
                                .keySet()));
    }

    @Test
    void shouldShareALoaderUntilAClassDiffers() throws Throwable {
        Shipper shipper = new Shipper(List.of());
        Receiver receiver = new Receiver(ShippedClassesTest.class.getClassLoader());
        Parcel first = receiver.receive(bytes(shipper, version(1).function("V", "f")));
        Parcel same = receiver.receive(bytes(shipper, version(1).function("V", "f")));
        Parcel other = receiver.receive(bytes(shipper, version(2).function("V", "f")));

        assertSame(first.loader(), same.loader());
        assertNotSame(first.loader(), other.loader());
        assertEquals(
                "V",
                assertThrows(
                                CannotTravelException.class,
                                () ->
                                        first.unpack(
                                                ByteBuffer.wrap(
                                                        shipper.ship(
                                                                        version(2)
                                                                                .call(
                                                                                        "V",
                                                                                        "captured"))
                                                                .bytes())))
                        .getMessage()
                        .split(" ")[1]);
    }

    private static ByteBuffer bytes(Shipper shipper, Object function) {
        return ByteBuffer.wrap(shipper.ship(function).bytes());
    }
}
