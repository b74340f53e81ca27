import io.zoosync.array.*
import io.zoosync.pool.*
import static io.zoosync.pool.ZooPool.range
int checks = 0, failures = 0;
void check(String name, Object expected, Object found) { checks++; String e = Arrays.deepToString(new Object[] {expected}), f = Arrays.deepToString(new Object[] {found}); if (!e.equals(f)) { failures++; System.out.println("FAILED " + name + ": expected " + e + ", found " + f); } }
String outcome(Callable<?> c) { try { return String.valueOf(c.call()); } catch (Throwable t) { return t.getClass().getSimpleName() + ": " + t.getMessage() + (t.getCause() == null ? "" : " / " + t.getCause().getClass().getSimpleName()); } }
ZooPool pool = ZooPool.create(2)

// The example that everybody tries first.
check("squares", range(100).map(x -> x * x).toArray(), pool.map(x -> x * x, range(100)))

// Variables, methods, records, enums and classes of the session.
int k = 7;
int add(int a) { return a + k; }
check("variable", new int[] {7, 8, 9}, pool.map(x -> x + k, range(3)))
check("method", new int[] {7, 8, 9}, pool.map(x -> add(x), range(3)))
record Point(int x, double y) { double length() { return Math.hypot(x, y); } }
check("records", List.of(new Point(0, 1), new Point(1, 1)), pool.mapToObj(x -> new Point(x, 1), range(2)))
check("records as arguments", new double[] {5, 10}, pool.mapToDouble(p -> p.length(), List.of(new Point(3, 4), new Point(6, 8))))
check("method reference", List.of(5.0), pool.map(Point::length, List.of(new Point(3, 4))))
enum Unit { METRE, FOOT; double metres() { return this == METRE ? 1 : 0.3048; } }
check("enums", List.of(1.0, 0.3048), pool.map(u -> u.metres(), List.of(Unit.values())))
PoolFunction<String, Integer> length = s -> s.length() + k;
check("lambda in a variable", List.of(9, 8), pool.map(length, List.of("ab", "c")))
k = 100
check("changed variable", new int[] {100, 101}, pool.map(x -> add(x), range(2)))
check("changed variable, lambda held", List.of(102), pool.map(length, List.of("ab")))
int add(int a) { return a - k; }
check("redefined method", new int[] {-100, -99}, pool.map(x -> add(x), range(2)))
check("submit", 42, pool.submit(() -> k - 58).get())
check("starmap", List.of("a1", "b2"), pool.starmap((s, n) -> s + n, List.of("a", "b"), List.of(1, 2)))
check("reduce", 4950, pool.reduce(0, (a, b) -> a + b, range(100)))
List<Integer> cubes = new ArrayList<>();
try (var results = pool.imap(x -> x * x * x, List.of(1, 2, 3))) { results.forEachRemaining(cubes::add); }
check("imap", List.of(1, 8, 27), cubes)

// Named arrays are the same memory in the workers; others travel by value.
ZooArray named = ZooArray.create("jshell-test", DType.FLOAT64, 4)
pool.forEachRow(named, row -> row.fill(k))
check("array in place", 400.0, named.sum())
pool.forEach(i -> named.setDouble(i, i), range(4))
check("array by name, in a variable", "[0. 1. 2. 3.]", named.toString())
ZooArray small = ZooArray.arange(5)
check("array by value, in a variable", new long[] {0, 1, 2, 3, 4}, pool.mapToLong(i -> small.getLong(i), range(5)))
ZooArray.unlink("jshell-test")

// What fails.
check("cannot travel", "CannotTravelException: snippet variable pool: io.zoosync.pool.ZooPool is not Serializable", outcome(() -> pool.map(x -> pool.hashCode(), range(2))))
class Oops extends Exception { Oops(String s) { super(s); } }
check("exception of the session", true, outcome(() -> pool.map(x -> { throw new Oops("no " + x); }, range(1))).startsWith("TaskException: ") && outcome(() -> pool.map(x -> { throw new Oops("no"); }, range(1))).endsWith(" / Oops"))
check("worker that dies", "WorkerDiedException", outcome(() -> pool.map(x -> { Runtime.getRuntime().halt(3); return x; }, range(1))).split(":")[0])
check("and after", new int[] {1, 2}, pool.map(x -> x + 1, range(2)))

// An initializer is a function too.
ZooPool second = ZooPool.builder().workers(1).initializer(() -> System.setProperty("mark", "m" + k)).start()
check("initializer", List.of("m100x"), second.map(x -> System.getProperty("mark") + x, List.of("x")))
second.close()
pool.close()
System.out.println(checks + " checks, " + failures + " failed")
/exit
