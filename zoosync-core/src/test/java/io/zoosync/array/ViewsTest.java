package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Views share memory; what does not fit is refused with the values. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ViewsTest {
    private final ZooArray a = ZooArray.of(new long[] {0, 1, 2, 3, 4, 5}, 2, 3);

    @Test
    void shouldShareMemoryWithAllViews() {
        a.index(1).setLong(0, 30);
        a.slice("0, ::-1").setLong(0, 20);
        a.transpose().setLong(1, 1, 40);
        a.reshape(3, -1).setLong(2, 1, 50);
        a.newAxis(0).squeeze().setLong(0, 0, 10);
        a.ravel().setLong(1, 11);

        assertArrayEquals(new long[] {10, 11, 20, 30, 40, 50}, a.toLongArray());
        assertSame(a.storage(), a.transpose().storage());
        assertNotSame(a.storage(), a.flatten().storage());
        assertNotSame(a.storage(), a.transpose().ravel().storage());
    }

    @Test
    void shouldSelectAlongEachAxis() {
        assertArrayEquals(new long[] {3, 4, 5}, a.index(-1).toLongArray());
        assertArrayEquals(new long[] {4}, a.index(1, 1).toLongArray());
        assertEquals(0, a.index(1, 1).rank());
        assertSame(a.storage(), a.index().storage());
        assertArrayEquals(
                new long[] {2, 1}, a.slice(Slice.at(0), Slice.of(2, 0, -1)).toLongArray());
        assertArrayEquals(new long[] {1, 4}, a.slice("..., 1").toLongArray());
        assertArrayEquals(new long[] {2, 1, 3}, a.slice(":, None").shape());
        assertArrayEquals(new long[] {0, 3}, a.slice("2:").shape());
        assertArrayEquals(new long[] {2, 3}, a.slice().shape());
    }

    @Test
    void shouldKnowWhatIsContiguous() {
        assertTrue(a.isContiguous());
        assertTrue(a.index(1).isContiguous());
        assertTrue(a.slice("1:").isContiguous());
        assertTrue(a.slice("1:, ...").transpose(0, 1).isContiguous());
        assertTrue(a.slice("2:").isContiguous(), "an empty one has no gaps");
        assertFalse(a.transpose().isContiguous());
        assertFalse(a.slice(":, 1:").isContiguous());
        assertFalse(a.slice("::-1").isContiguous());
        assertFalse(a.slice("0, 0").broadcastTo(2).isContiguous());
    }

    @Test
    void shouldRefuseIndicesThatAreOutOfBounds() {
        fails("index [2, 0] is out of bounds for shape [2, 3]", () -> a.getLong(2, 0));
        fails("index [0, -4] is out of bounds for shape [2, 3]", () -> a.setLong(0, -4, 1));
        fails("index [2] is out of bounds for shape [2, 3]", () -> a.index(2));
        fails("index [1] does not name an element of shape [2, 3]", () -> a.getLong(1));
        fails("index [1, 2, 0] does not name an element of shape [2, 3]", () -> a.getLong(1, 2, 0));
        fails(
                "index [0, 0, 0, 0] does not name an element of shape [2, 3]",
                () -> a.getLong(0, 0, 0, 0));
        fails("index [] does not name an element of shape [2, 3]", () -> a.getLong());
        fails("index [6] is out of bounds for shape [6]", () -> a.ravel().getLong(6));
        fails("too many indices: index [0, 0, 0], shape [2, 3]", () -> a.index(0, 0, 0));
        fails("too many slices: [:, :, 0] of [2, 3]", () -> a.slice(":, :, 0"));
        fails("index 3 is out of bounds for axis 1 of shape [2, 3]", () -> a.slice("0, 3"));
        fails("index [0] is out of bounds for shape [0]", () -> ZooArray.zeros(0).getDouble(0));
    }

    @Test
    void shouldRefuseShapesAndAxesThatDoNotFit() {
        refuses("cannot reshape [2, 3] (size 6) to [4]", () -> a.reshape(4));
        refuses("cannot reshape [2, 3] (size 6) to [-1, 4]", () -> a.reshape(-1, 4));
        refuses("cannot reshape [2, 3] (size 6) to [-1, -1]", () -> a.reshape(-1, -1));
        refuses("cannot reshape [0] (size 0) to [0, -1]", () -> ZooArray.zeros(0).reshape(0, -1));
        refuses(
                "cannot reshape [2, 3] (size 6) to [6, 4294967296, 4294967296]",
                () -> a.reshape(6, 1L << 32, 1L << 32));
        refuses("shape [2, 3] does not broadcast to [2]", () -> a.broadcastTo(2));
        refuses("shape [2, 3] does not broadcast to [3, 3]", () -> a.broadcastTo(3, 3));
        refuses("axis 2 is out of bounds for shape [2, 3]", () -> a.shape(2));
        refuses("axis -3 is out of bounds for shape [2, 3]", () -> a.swapAxes(0, -3));
        refuses("axes [0, 0] are no order of the axes of shape [2, 3]", () -> a.transpose(0, 0));
        refuses("axes [0] are no order of the axes of shape [2, 3]", () -> a.transpose(0));
        refuses("no axis 4 can be added to shape [2, 3]", () -> a.newAxis(4));
        refuses("axis 1 cannot be removed, its length is not 1: shape [2, 3]", () -> a.squeeze(1));
        refuses("more than one ...: [..., ...]", () -> a.slice("..., ..."));
        refuses("a length is negative: shape=[2, -1]", () -> ZooArray.zeros(2, -1));
        refuses(
                "too many elements: shape=[4294967296, 4294967296], dtype=float64",
                () -> ZooArray.zeros(1L << 32, 1L << 32));
        refuses("an array has at most 64 dimensions: 65", () -> ZooArray.zeros(new long[65]));
        refuses(
                "shapes [2, 3] and [4] do not broadcast",
                () -> Shapes.broadcast(new long[] {2, 3}, new long[] {4}));
        refuses(
                "shapes [2], [1] and [3] do not broadcast",
                () -> Shapes.broadcast(new long[] {2}, new long[] {1}, new long[] {3}));
    }

    @Test
    void shouldBroadcastShapes() {
        assertArrayEquals(
                new long[] {4, 2, 3},
                Shapes.broadcast(new long[] {2, 1}, new long[] {4, 1, 1}, new long[] {3}));
        assertArrayEquals(
                new long[] {0, 3}, Shapes.broadcast(new long[] {1, 3}, new long[] {0, 1}));
        assertArrayEquals(new long[] {2}, Shapes.broadcast(new long[] {}, new long[] {2}));
    }

    private static void fails(String message, Executable action) {
        assertEquals(message, assertThrows(IndexOutOfBoundsException.class, action).getMessage());
    }

    private static void refuses(String message, Executable action) {
        assertEquals(message, assertThrows(IllegalArgumentException.class, action).getMessage());
    }
}
