import io.zoosync.internal.shipping.Courier
int checks = 0, failures = 0;
void check(String name, Object expected, Object found) { checks++; if (!String.valueOf(expected).equals(String.valueOf(found))) { failures++; System.out.println("FAILED " + name + ": expected " + expected + ", found " + found); } }
class Here {}
Courier courier = Courier.start(Here.class);

// A lambda that uses nothing.
check("square", 49, courier.call(x -> x * x, 7))

// Variables, methods that use variables, records, classes, enums, interfaces.
int k = 7;
int add(int a) { return a + k; }
check("variable", 10, courier.call(x -> x + k, 3))
check("method", 10, courier.call(x -> add(x), 3))
check("method reference", 10, courier.call(this_ -> add(3), 0))
record Point(int x, List<String> names) { int twice() { return 2 * x; } }
check("record as result", "Point[x=4, names=[a]]", courier.call(x -> new Point(x, List.of("a")), 4))
check("record as argument", 10, courier.call(p -> p.twice(), new Point(5, null)))
Point origin = new Point(1, List.of("o"));
check("record in a variable", "o1", courier.call(x -> origin.names().get(0) + origin.x(), 0))
record Line(Point from, Point to) {}
check("records within records", "Line[from=Point[x=1, names=[o]], to=Point[x=9, names=[]]]", courier.call(x -> new Line(origin, new Point(x, List.of())), 9))
enum Colour { RED { int code() { return 1; } }, GREEN { int code() { return 2; } }; abstract int code(); }
check("enum", Colour.GREEN, courier.call(c -> c == Colour.RED ? Colour.GREEN : Colour.RED, Colour.RED))
check("enum by method", 2, courier.call(c -> c.code(), Colour.GREEN))
String word(Colour c) { switch (c) { case RED: return "rot"; case GREEN: return "grün"; default: return "?"; } }
check("switch over an enum", "grün", courier.call(c -> word(c), Colour.GREEN))
interface Shape { double area(); default String text() { return "area " + area(); } }
class Square implements Shape, java.io.Serializable { double side; Square(double side) { this.side = side; } public double area() { return side * side * scale(); } class Corner implements java.io.Serializable { double at() { return side; } } Corner corner() { return new Corner(); } }
double factor = 0.5;
double scale() { return factor; }
check("class that uses a variable", "area 4.5", courier.call(s -> s.text(), new Square(3)))
check("class made in the worker", "area 8.0", courier.call(x -> new Square(x).text(), 4))
check("inner class", 3.0, courier.call(c -> c.at(), new Square(3).corner()))
check("inner class as result", 5.0, courier.call(s -> s.corner(), new Square(5)).at())
check("anonymous class", 3.5, courier.call(new Courier.Fn<Integer, Object>() { int more = 3; public Object apply(Integer x) { return more + factor; } }, 0))
Object localClass() throws Throwable { int more = 4; class Local implements Courier.Fn<Integer, Integer> { public Integer apply(Integer x) { return x + more + k; } } return courier.call(new Local(), 1); }
check("local class", 12, localClass())
Courier.Fn<Integer, Integer> held = x -> add(x) * 2;
check("lambda in a variable", 20, courier.call(held, 3))
check("lambda by a lambda", 21, courier.call(x -> held.apply(x) + 1, 3))
Courier.Fn<Integer, Integer> compose(Courier.Fn<Integer, Integer> f, int n) { return x -> f.apply(x) + n; }
check("captured lambda", 24, courier.call(compose(held, 4), 3))
interface Twice extends Courier.Fn<Integer, Integer> { default Integer twice(int x) throws Exception { return apply(apply(x)) + k; } }
Twice twice = x -> x + 10;
check("default method of a functional interface", 28, courier.call(x -> twice.twice(x), 1))
class Adder implements java.io.Serializable { int n = 100; int plus(int x) { return x + n; } static int plusOne(int x) { return x + 1; } }
Adder adder = new Adder();
check("bound method reference", 103, courier.call(adder::plus, 3))
check("static method reference", 4, courier.call(Adder::plusOne, 3))
check("constructor reference", 6.0, courier.<Double, Square>call(Square::new, 6.0).side)

// Static fields of classes: those that can change travel, final ones are made by their initialisers.
class Counter { static int n = 1; static final int LIMIT = k * 10; static int next() { return n + LIMIT; } }
Counter.n = 5
check("static fields", 75, courier.call(x -> Counter.next(), 0))

// Variables changed and redefined: the next call sees it, also through what workers have already.
k = 8
check("changed variable", 11, courier.call(x -> add(x), 3))
check("changed variable in a lambda held", 22, courier.call(held, 3))
int k = 9
check("redefined variable", 12, courier.call(x -> add(x), 3))
int add(int a) { return a - k; }
check("redefined method", -6, courier.call(x -> add(x), 3))
check("redefined method in a lambda held", held.apply(3), courier.call(held, 3))
record Point(int x) { int twice() { return 200 * x; } }
check("redefined record", 800, courier.call(p -> p.twice(), new Point(4)))
class Adder implements java.io.Serializable { int n = 7; int plus(int x) { return x + n; } }
check("redefined class", 10, courier.call(x -> new Adder().plus(x), 3))
Colour paint = Colour.RED
enum Colour { BLUE }
check("redefined enum", "BLUE", courier.call(x -> Colour.values()[x].name(), 0))
long k = 1_000_000_000_000L
check("variable of another type", 1000000000001L, courier.call(x -> x + k, 1))

// Two functions shipped, with other values of the same variable each, called in turns.
int v = 1;
Courier.Sent<Integer, Object> one = courier.<Integer, Object>ship(x -> x + v);
v = 2;
Courier.Sent<Integer, Object> two = courier.<Integer, Object>ship(x -> x + v);
check("first of two", 11, courier.call(one, 10))
check("second of two", 12, courier.call(two, 10))
check("first again", 11, courier.call(one, 10))

// Arrays and collections in variables; what a function shares with a variable stays shared.
double[] table = {1, 2, 3};
Map<String, int[]> map = new HashMap<>(Map.of("a", new int[] {4}));
check("array in a variable", 3.0, courier.call(i -> table[i], 2))
check("map in a variable", 4, courier.call(s -> map.get(s)[0], "a"))
boolean shared(double[] own) throws Throwable { return courier.call(x -> own == table, 0); }
check("shared array", true, shared(table))
table = null
check("null in a variable", true, courier.call(x -> table == null, 0))

// What cannot travel is refused, and named; what is not used is not looked at.
java.io.PrintStream out = System.err;
java.net.Socket socket = new java.net.Socket();
check("unused variables", 5, courier.call(x -> x, 5))
check("variable that cannot travel", "CannotTravelException: snippet variable out: java.io.PrintStream is not Serializable", courier.outcome(x -> { out.println(x); return 0; }, 1))
int log(int x) { out.println(x); return x; }
int harmless(int x) { return x; }
check("by a method", "CannotTravelException: snippet variable out: java.io.PrintStream is not Serializable", courier.outcome(x -> log(x), 1))
check("beside a method", 1, courier.call(x -> harmless(x), 1))
class Config implements java.io.Serializable { java.net.Socket connection = socket; void print() { out.println(this); } int id() { return 3; } }
class Plain { int n; }
String capture(Object a, Config b) { return courier.outcome(x -> "" + a + b, 0); }
check("captured", "CannotTravelException: captured argument 2 → Config.connection: java.net.Socket is not Serializable", capture("a", new Config()))
Config config = new Config();
config.connection = null;
check("method that is not called", 3, courier.call(c -> c.id(), config))
check("method that is called", "CannotTravelException: snippet variable out: java.io.PrintStream is not Serializable", courier.outcome(c -> { c.print(); return 0; }, config))
List<Object> things = new ArrayList<>(List.of("x", new Plain()));
check("in a list", "CannotTravelException: snippet variable things[1]: Plain is not Serializable: declare it with \"implements java.io.Serializable\", or as a record", courier.outcome(x -> things.size(), 0))
check("as argument", "CannotTravelException: argument: Plain is not Serializable: declare it with \"implements java.io.Serializable\", or as a record", courier.outcome(x -> 0, new Plain()))
check("as result", "CannotTravelException: result: Plain is not Serializable: declare it with \"implements java.io.Serializable\", or as a record", courier.outcome(x -> new Plain(), 0))
Function<Integer, Integer> notSerialisable = x -> x;
check("lambda of a type that cannot travel", "CannotTravelException: snippet variable notSerialisable: a lambda of type java.util.function.Function is not Serializable: declare it with a type that is, or cast it to (java.io.Serializable & Function)", courier.outcome(x -> notSerialisable.apply(x), 0))

// Failures.
class Odd extends RuntimeException { Object rest = new Object(); Odd(String s, Throwable t) { super(s, t); } }
class Even extends Exception { Even(String s) { super(s); } }
check("exception of the snippet", "Even: two", courier.outcome(x -> { throw new Even("two"); }, 0))
check("exception that cannot travel", "RemoteFailureException: " + Odd.class.getName() + ": odd", courier.outcome(x -> { throw new Odd("odd", new Even("cause")); }, 0))
check("variables as they were", "1 1000000000000", v - 1 + " " + k)
courier.close()
System.out.println(checks + " checks, " + failures + " failed")
/exit
