package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.invoke.SerializedLambda;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Which static fields are found to be read by a function; those that are not must not travel. */
@Timeout(60)
class ReachabilityTest {
    private static final String FIELDS =
            "static int a = 1, b = 2, c = 3, d = 4;"
                    + " static final int FINAL = Integer.getInteger(\"none\", 5);";

    @Test
    void shouldFindWhatTheBodyReads() throws ReflectiveOperationException {
        assertEquals(Set.of("a"), read("x -> x + a", ""));
    }

    @Test
    void shouldFindWhatIsReadBeforeItIsWritten() throws ReflectiveOperationException {
        assertEquals(Set.of("a"), read("x -> { a++; b = 3; return x; }", ""));
    }

    @Test
    void shouldLeaveOutFinalFields() throws ReflectiveOperationException {
        assertEquals(Set.of(), read("x -> x + FINAL", ""));
    }

    @Test
    void shouldFollowMethods() throws ReflectiveOperationException {
        String methods =
                "static int first() { return second(); } static int second() { return b; }"
                        + " static int third() { return c; }";

        assertEquals(Set.of("b"), read("x -> first()", methods));
        assertEquals(
                Set.of("c"), read("x -> { Callable<Integer> m = S::third; return 1; }", methods));
    }

    @Test
    void shouldFollowLambdasWithinLambdas() throws ReflectiveOperationException {
        assertEquals(
                Set.of("a", "d"),
                read(
                        "x -> { Callable<Integer> c = () -> { Runnable r = () -> use(d); return a; };"
                                + " return 0; }",
                        "static void use(int x) {}"));
    }

    @Test
    void shouldFollowTheInitialisersOfClassesThatAreUsed() throws ReflectiveOperationException {
        String classes =
                "static class Used { static final int N = a * 10; }"
                        + " static class Other { static final int N = b * 10; }";

        assertEquals(Set.of("a"), read("x -> Used.N", classes));
    }

    @Test
    void shouldFollowConstructorsOfClassesThatAreMade() throws ReflectiveOperationException {
        String classes =
                "static class Made { int n = a; } static class Other { int n = b; }"
                        + " static int other() { return new Other().n; }";

        assertEquals(Set.of("a"), read("x -> new Made().n", classes));
        assertEquals(
                Set.of("a"), read("x -> { Callable<Made> m = Made::new; return 1; }", classes));
    }

    @Test
    void shouldFollowCallsToTheClassesThatAreMade() throws ReflectiveOperationException {
        String classes =
                "interface Shape { int area(); default int twice() { return area() + d; } }"
                        + " static class Made implements Shape { public int area() { return a; }"
                        + "   int notCalled() { return c; } }"
                        + " static class NotMade implements Shape { public int area() { return b; } }"
                        + " static int area(Shape s) { return s.area(); }";

        assertEquals(Set.of("a"), read("x -> area(new Made())", classes));
        assertEquals(Set.of("a", "d"), read("x -> new Made().twice()", classes));
        assertEquals(Set.of(), read("x -> { Shape s = new Made(); return 1; }", classes));
    }

    @Test
    void shouldFollowCallsInWhateverOrderTheyAreFound() throws ReflectiveOperationException {
        String classes =
                "static abstract class Base { abstract int get(); int call() { return get(); } }"
                        + " static class Middle extends Base { int get() { return a; } }"
                        + " static class Leaf extends Middle { }"
                        + " static Base make() { return new Leaf(); }";

        assertEquals(Set.of("a"), read("x -> make().call()", classes));
    }

    @Test
    void shouldExpectCallsFromOutside() throws ReflectiveOperationException {
        String classes =
                "static class Order implements Comparator<Integer> {"
                        + "   public int compare(Integer x, Integer y) { return a; }"
                        + "   int own() { return b; } }"
                        + " static class Text { public String toString() { return \"\" + c; } }";

        assertEquals(
                Set.of("a"),
                read("x -> { new ArrayList<Integer>().sort(new Order()); return 0; }", classes));
        assertEquals(Set.of("c"), read("x -> String.valueOf(new Text()).length()", classes));
    }

    @Test
    void shouldCountAClassWithALiteralAsUsedWhole() throws ReflectiveOperationException {
        String classes =
                "static class Reflected { int m() { return a; } static int n() { return b; } }";

        assertEquals(
                Set.of("a", "b"),
                read(
                        "x -> use(Reflected.class)",
                        classes + " static int use(Object o) { return 0; }"));
    }

    @Test
    void shouldFollowSwitchesOverEnums() throws ReflectiveOperationException {
        String classes =
                "enum E { X { int code() { return a; } }, Y; int code() { return b; } }"
                        + " static int word(E e) { switch (e) { case X: return c; default: return 1; } }";

        assertEquals(Set.of("c", "a", "b"), read("x -> word(E.X) + E.Y.code()", classes));
    }

    @Test
    void shouldFindInheritedFieldsInTheirClass() throws ReflectiveOperationException {
        String classes =
                "static class Base { static int base = 9; } static class Sub extends Base { }";

        assertEquals(Set.of("base"), read("x -> Sub.base", classes));
    }

    /** The fields that a lambda reads in a class with {@link #FIELDS} and the members given. */
    private static Set<String> read(String lambda, String members)
            throws ReflectiveOperationException {
        Snippets snippets =
                Snippets.compile(
                        "S:import java.util.*; import java.util.concurrent.*;"
                                + " import io.zoosync.internal.shipping.Courier;"
                                + " class S { "
                                + FIELDS
                                + members
                                + " static Courier.Fn<Integer, Integer> f() { return "
                                + lambda
                                + "; } }");
        Object function = snippets.call("S", "f");
        SerializedLambda form = TravelPath.lambda(function);
        Bundle bundle = new Bundle(new ClassSource(List.of()));
        bundle.add(snippets.loadClass("S"));
        Reachability reachability = new Reachability(bundle);
        reachability.addLambda(form);

        Set<String> names = new TreeSet<>();
        reachability.fields().forEach(field -> names.add(field.field().getName()));
        return names;
    }
}
