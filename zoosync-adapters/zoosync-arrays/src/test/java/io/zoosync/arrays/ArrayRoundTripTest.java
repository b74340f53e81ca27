package io.zoosync.arrays;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Arrays of all types and shapes through a queue, in place and copied. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ArrayRoundTripTest {
    private static final String NAME = "arrays";
    private static final int CAPACITY = 1 << 16;

    private final ArrayProducer producer;
    private final ArrayConsumer consumer;

    ArrayRoundTripTest() throws IOException {
        producer = ArrayProducer.open(NAME, CAPACITY);
        consumer = ArrayConsumer.attach(NAME);
    }

    @AfterEach
    void close() throws IOException {
        producer.close();
        consumer.close();
        ZooQueue.unlink(NAME);
    }

    @ParameterizedTest
    @EnumSource(DType.class)
    void shouldCarryEveryTypeInPlace(DType dtype) throws Exception {
        try (ArrayClaim claim = producer.claim(dtype, 3, 4)) {
            claim.array().fill(0);
            claim.array().setLong(2, 3, 1);
            claim.commit();
        }
        try (ArrayView view = consumer.recv(dtype, 3, -1)) {
            assertEquals(dtype, view.array().dtype());
            assertArrayEquals(new long[] {3, 4}, view.array().shape());
            assertEquals(1, view.array().getLong(2, 3));
            assertEquals(1, view.array().astype(DType.INT64).sumLong());
            view.commit();
        }
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldCarryEveryShape() throws Exception {
        long[][] shapes = {{}, {0}, {1}, {3, 0, 2}, {1000}, {2, 3, 4, 5}, {1, 1, 1, 1, 1, 7}};
        for (long[] shape : shapes) {
            try (ArrayClaim claim = producer.claim(DType.FLOAT64, shape)) {
                claim.array().fill(2.5);
                claim.commit();
            }
            try (ArrayView view = consumer.recv()) {
                assertArrayEquals(shape, view.array().shape());
                assertEquals(2.5 * view.array().size(), view.array().sum());
                view.commit();
            }
        }
    }

    @Test
    void shouldCarryPrimitiveArrays() throws Exception {
        producer.send(new double[] {1.5, -0.0, Double.NaN});
        assertArrayEquals(new double[] {1.5, -0.0, Double.NaN}, consumer.takeDoubles());
        producer.send(new float[] {1.5f, -2});
        assertArrayEquals(new float[] {1.5f, -2}, consumer.takeFloats());
        producer.send(new long[] {Long.MIN_VALUE, 7});
        assertArrayEquals(new long[] {Long.MIN_VALUE, 7}, consumer.takeLongs());
        producer.send(new int[] {1, 2, 3, 4, 5, 6}, 2, 3);
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, consumer.takeInts());
        producer.send(new short[] {-1});
        assertArrayEquals(new short[] {-1}, consumer.takeShorts());
        producer.send(new byte[] {-1, 2});
        assertArrayEquals(new byte[] {-1, 2}, consumer.takeBytes());
        producer.send(new boolean[] {true, false, true});
        assertArrayEquals(new boolean[] {true, false, true}, consumer.takeBooleans());
        producer.send(new char[] {'ä', '\uffff'});
        assertArrayEquals(new char[] {'ä', '\uffff'}, consumer.takeChars());
        producer.send(new double[0]);
        assertEquals(0, consumer.takeDoubles().length);
    }

    @Test
    void shouldCopyAViewThatIsNotContiguous() throws Exception {
        ZooArray table = ZooArray.arange(12).reshape(3, 4);
        producer.send(table.transpose().slice("::-1"));
        ZooArray copy = consumer.take();
        assertArrayEquals(new long[] {4, 3}, copy.shape());
        assertArrayEquals(new long[] {3, 7, 11, 2, 6, 10, 1, 5, 9, 0, 4, 8}, copy.toLongArray());
    }

    @Test
    void shouldAlignTheElements() throws Exception {
        try (ArrayClaim claim = producer.claim(DType.FLOAT64, 5)) {
            claim.buffer().order(ByteOrder.nativeOrder()).asDoubleBuffer().put(4, 8.5);
            assertEquals(0, claim.buffer().alignmentOffset(0, 64));
            claim.commit();
        }
        try (ArrayView view = consumer.recv()) {
            assertEquals(8.5, view.array().getDouble(4));
            view.commit();
        }
    }

    @Test
    void shouldRefuseAnythingAfterTheEnd() throws Exception {
        ArrayClaim claim = producer.claim(DType.INT32, 4);
        ZooArray written = claim.array();
        ZooArray part = written.slice("1:3");
        claim.commit();
        assertThrows(IllegalStateException.class, () -> written.setLong(0, 1));
        assertThrows(IllegalStateException.class, () -> part.fill(1));
        assertThrows(IllegalStateException.class, claim::commit);
        ArrayView view = consumer.recv();
        ZooArray read = view.array();
        view.commit();
        assertThrows(IllegalStateException.class, () -> read.getLong(0));
        assertThrows(IllegalStateException.class, read::sum);
        assertThrows(IllegalStateException.class, view::commit);
    }

    @Test
    void shouldSendNothingThatWasNotCommitted() throws Exception {
        producer.claim(DType.INT8, 10).close();
        producer.claim(DType.INT8, 10).abort();
        assertNull(consumer.tryRecv());
    }

    @Test
    void shouldGiveBackWhatWasNotCommitted() throws Exception {
        producer.send(new int[] {1, 2});
        consumer.recv().close();
        try (ArrayView view = consumer.recv(Duration.ofSeconds(10))) {
            assertTrue(view.redelivered());
            assertEquals(2, view.deliveries());
            view.commit();
        }
    }

    @Test
    void shouldNameBothWhereTheyDoNotFit() throws Exception {
        producer.send(new int[] {1, 2, 3}, 1, 3);
        String type = mismatch(() -> consumer.recv(DType.FLOAT32, 1, 3));
        assertTrue(type.contains("int32 [1, 3]") && type.contains("float32 [1, 3]"), type);
        String shape = mismatch(() -> consumer.recv(DType.INT32, 3));
        assertTrue(shape.contains("int32 [1, 3]") && shape.contains("int32 [3]"), shape);
        String doubles = mismatch(consumer::takeDoubles);
        assertTrue(doubles.contains("float64 of any shape"), doubles);
        assertArrayEquals(new int[] {1, 2, 3}, consumer.takeInts(), "nothing was lost");
    }

    @Test
    void shouldRefuseWhatIsNoArray() throws Exception {
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            queue.put(new byte[100]);
            String message = mismatch(consumer::recv);
            assertTrue(message.contains("100 bytes"), message);
            assertEquals(100, queue.take().length, "it is still there");
            byte[] cut = slotBytes(queue);
            queue.put(java.util.Arrays.copyOf(cut, cut.length - 1));
            String short1 = mismatch(consumer::recv);
            assertTrue(short1.contains("need 800 bytes, there are 799"), short1);
            queue.take();
        }
    }

    @Test
    void shouldRefuseEveryDamagedHeaderOrReadAnArrayWithinTheMessage() throws Exception {
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            byte[] good = slotBytes(queue);
            for (int at = 0; at < 128; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    byte[] bad = good.clone();
                    bad[at] ^= (byte) (1 << bit);
                    queue.put(bad);
                    receiveDamaged(queue);
                }
            }
        }
    }

    private void receiveDamaged(ZooQueue queue) throws InterruptedException {
        try (ArrayView view = consumer.recv()) {
            view.array().sum();
            view.commit();
        } catch (ArrayMismatchException e) {
            assertNotNull(queue.take());
        }
    }

    private byte[] slotBytes(ZooQueue queue) throws InterruptedException {
        producer.send(new double[100]);
        return queue.take();
    }

    @Test
    void shouldSayWhatIsTooLarge() {
        IllegalArgumentException e =
                assertThrows(
                        IllegalArgumentException.class,
                        () -> producer.claim(DType.FLOAT64, 1 << 20));
        assertTrue(e.getMessage().contains("queue arrays takes up to"), e.getMessage());
        assertThrows(IllegalArgumentException.class, () -> producer.claim(DType.INT8, 1L << 40, 1));
        assertThrows(
                IllegalArgumentException.class, () -> producer.send(new int[] {1, 2, 3}, 2, 2));
    }

    @Test
    void shouldSayWhenThereIsNoRoom() throws Exception {
        int sent = 0;
        while (tryToSend()) {
            sent++;
        }
        assertTrue(sent > 0);
        assertNull(producer.claim(Duration.ofMillis(10), DType.INT8, 10_000));
        assertNotNull(consumer.take());
        assertTrue(tryToSend());
        assertFalse(tryToSend());
    }

    private boolean tryToSend() {
        try (ArrayClaim claim = producer.tryClaim(DType.INT8, 10_000)) {
            if (claim != null) {
                claim.commit();
            }
            return claim != null;
        }
    }

    @Test
    void shouldBeAFileThatSaysWhatItIs() throws Exception {
        producer.send(new short[] {1, 2, 3, 4, 5, 6}, 3, 2);
        try (ZooQueue queue = ZooQueue.attach(NAME)) {
            ZooArray array = ZooArray.load(new java.io.ByteArrayInputStream(queue.take()));
            assertArrayEquals(new long[] {3, 2}, array.shape());
            assertEquals(21, array.sumLong());
        }
    }

    private interface Receipt {
        Object run() throws Exception;
    }

    private static String mismatch(Receipt receipt) {
        return assertThrows(ArrayMismatchException.class, receipt::run).getMessage();
    }

    @Test
    void shouldKeepTheBytesOfABuffer() throws Exception {
        try (ArrayClaim claim = producer.claim(DType.UINT8, 4)) {
            ByteBuffer bytes = claim.buffer();
            assertEquals(4, bytes.remaining());
            bytes.put(new byte[] {1, 2, 3, (byte) 255});
            claim.commit();
        }
        try (ArrayView view = consumer.recv(DType.UINT8, -1)) {
            assertEquals(255, view.array().maxLong());
            view.commit();
        }
    }
}
