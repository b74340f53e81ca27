package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.CannotTravelException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectOutputStream;
import java.io.ObjectStreamConstants;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.ByteBuffer;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.stream.Stream;
import javax.management.BadAttributeValueExpException;
import javax.management.ObjectName;
import javax.script.ScriptException;
import javax.swing.event.EventListenerList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a parent takes from its workers, and what no message can make a reader do. */
@Timeout(60)
class FilterTest {
    private static final List<ClassLoader> LOADERS = List.of(FilterTest.class.getClassLoader());

    record Own(Object value) {}

    static Stream<Object> taken() {
        return Stream.of(
                new Own(List.of(1, "a")),
                new Own[] {new Own(null)},
                new int[][][] {{{1}}},
                new HashMap<>(Map.of(1, new Random(3).nextInt())),
                ZonedDateTime.parse("2026-01-01T00:00:00Z[Europe/Paris]"),
                new GregorianCalendar(2026, 1, 1),
                URI.create("file:/x"),
                new Timestamp(1),
                new SQLException("sql"),
                new ScriptException("script"),
                (Courier.Fn<Object, Object>) x -> x);
    }

    @ParameterizedTest
    @MethodSource("taken")
    void shouldTakeValuesAndExceptions(Object value) {
        assertDoesNotThrow(() -> read(Results.pack(value, ""), null));
    }

    static Stream<Object> refused() throws Exception {
        return Stream.of(
                new BadAttributeValueExpException("x"),
                new ObjectName("a:b=c"),
                new EventListenerList(),
                Level.INFO,
                Proxy.newProxyInstance(
                        FilterTest.class.getClassLoader(),
                        new Class<?>[] {Comparable.class},
                        (java.lang.reflect.InvocationHandler & java.io.Serializable)
                                (proxy, method, arguments) -> 0));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void shouldRefuseOtherClassesOfTheJdk(Object value) {
        List<Object> wrapped = new ArrayList<>(List.of(1));
        wrapped.add(value);
        CannotTravelException e =
                assertThrows(
                        CannotTravelException.class, () -> read(Results.pack(wrapped, ""), null));

        assertTrue(e.getMessage().contains("refused by the filter: "), e.getMessage());
    }

    @Test
    void shouldAskTheFilterOfThePoolFirst() {
        byte[] level = Results.pack(Level.INFO, "");
        byte[] own = Results.pack(new Own(1), "");
        ObjectInputFilter filter =
                ObjectInputFilter.Config.createFilter(
                        "java.util.logging.Level;!" + Own.class.getName());

        assertEquals(Level.INFO, read(level, filter));
        assertThrows(CannotTravelException.class, () -> read(own, filter));
        assertEquals(1, read(Results.pack(1, ""), filter), "what it leaves undecided");
    }

    @Test
    void shouldNotGetInTheWayOfLargeCollections() {
        List<Object> values = new ArrayList<>();
        values.add(new ArrayList<>(1_000_000));
        values.add(new HashMap<>(1 << 20, 0.1f));
        values.add(new HashSet<>(1 << 20));
        values.add(new IdentityHashMap<>(1 << 16));
        values.add(new PriorityQueue<>(1 << 20));
        values.add(new ConcurrentHashMap<>(1 << 20));
        Map<Object, Object> map = new HashMap<>(16, 0.3f);
        List<Object> nulls = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            map.put(i, null);
            nulls.add(null);
        }
        values.add(map);
        values.add(nulls);
        values.add(new Object[100_000]);

        assertEquals(values.size(), ((List<?>) read(Results.pack(values, ""), null)).size());
        assertEquals(map, read(Results.pack(map, ""), null));
    }

    @Test
    void shouldRefuseAnArrayLongerThanItsMessage() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new ObjectOutputStream(bytes).writeObject(new long[2]);
        ByteBuffer message = ByteBuffer.wrap(bytes.toByteArray());
        int length = message.limit() - 2 * 8 - 4;
        assertEquals(2, message.getInt(length));
        message.putInt(length, 1 << 30);

        CannotTravelException e =
                assertThrows(CannotTravelException.class, () -> read(message.array(), null));
        assertTrue(e.getMessage().contains("an array of 1073741824"), e.getMessage());
    }

    @Test
    void shouldRefuseWhatIsNestedTooDeeply() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        ByteArrayOutputStream one = new ByteArrayOutputStream();
        new ObjectOutputStream(one).writeObject(new Object[] {null});
        byte[] array = one.toByteArray();
        out.write(array, 0, array.length - 1);
        for (int i = 0; i < 50_000; i++) { // arrays of one element each, by reference to the class
            out.writeByte(ObjectStreamConstants.TC_ARRAY);
            out.writeByte(ObjectStreamConstants.TC_REFERENCE);
            out.writeInt(ObjectStreamConstants.baseWireHandle);
            out.writeInt(1);
        }
        out.writeByte(ObjectStreamConstants.TC_NULL);

        CannotTravelException e =
                assertThrows(CannotTravelException.class, () -> read(bytes.toByteArray(), null));
        assertTrue(e.getMessage().contains("nested"), e.getMessage());
    }

    @Test
    void shouldEndAtWhateverIsDamaged() {
        byte[] result =
                Results.pack(
                        new Own(new HashMap<>(Map.of("a", new int[3], "b", Optional.class))), "");
        byte[] failure = Failures.pack(new IllegalStateException("x", new SQLException("y")));
        Courier.Fn<Integer, Integer> function = x -> x;
        byte[] shipment = new Shipper(List.of()).ship(function).bytes();
        Random random = new Random(30);
        for (int n = 0; n < 5_000; n++) {
            byte[] r = damaged(result, random);
            byte[] f = damaged(failure, random);
            byte[] s = damaged(shipment, random);
            try {
                read(r, null);
            } catch (CannotTravelException e) {
                // refused
            }
            ResultFilter filter = new ResultFilter(null);
            assertNotNull(Failures.unpack(ByteBuffer.wrap(f), LOADERS, filter));
            try {
                new Receiver(LOADERS.get(0)).receive(ByteBuffer.wrap(s));
            } catch (CannotTravelException e) {
                // refused
            }
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged =
                random.nextInt(4) == 0
                        ? java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length))
                        : bytes.clone();
        for (int i = random.nextInt(3); i >= 0 && damaged.length > 0; i--) {
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        return damaged;
    }

    private static Object read(byte[] bytes, ObjectInputFilter first) {
        return Results.unpack(ByteBuffer.wrap(bytes), LOADERS, new ResultFilter(first));
    }
}
