package io.zoosync.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zoosync.queue.ZooQueue;
import io.zoosync.testing.ChildJvm;
import io.zoosync.testing.ZooDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.OutOfMemoryException;
import org.apache.arrow.vector.BaseFixedWidthVector;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.TransferPair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/** Batches that are built in the slot: what fits arrives, and nothing else does. */
@Timeout(120)
class ClaimTest {
    private static final String QUEUE = "claims";
    private static final int CAPACITY = 1 << 16;
    private static final int ROWS = 20;
    private static final int TEXT_BYTES = 100;
    private static final BatchBudget BUDGET = BatchBudget.rows(ROWS).bytes(TEXT_BYTES, "text");

    private BufferAllocator allocator;
    private ArrowProducer producer;
    private ArrowConsumer consumer;
    private ZooQueue queue;

    @BeforeEach
    void open() throws Exception {
        allocator = Allocators.checked();
        producer = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple());
        consumer = ArrowConsumer.attach(QUEUE, allocator);
        queue = ZooQueue.attach(QUEUE);
    }

    @AfterEach
    void close() throws Exception {
        queue.close();
        consumer.close();
        producer.close();
        ZooQueue.unlink(QUEUE);
        allocator.close();
    }

    private static BigIntVector ids(ArrowClaim claim) {
        return (BigIntVector) claim.root().getVector("id");
    }

    private static VarCharVector texts(ArrowClaim claim) {
        return (VarCharVector) claim.root().getVector("text");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Nothing was sent by a claim that failed, and its memory is free again. */
    private void assertNothingSent() {
        assertNull(consumer.tryRecv());
        assertEquals(0, queue.stats().usedBytes());
    }

    private void assertAborted(ArrowClaim claim, String why) {
        IllegalStateException refused = assertThrows(IllegalStateException.class, claim::commit);
        assertTrue(refused.getMessage().contains("aborted, not sent"), refused.getMessage());
        assertTrue(refused.getMessage().contains(why), refused.getMessage());
        assertThrows(IllegalStateException.class, claim::root);
        assertNothingSent();
    }

    @Test
    void shouldSendWhatWasSet() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            assertEquals(ROWS, claim.rows());
            ids(claim).set(0, 7);
            ids(claim).set(3, -1);
            texts(claim).set(1, bytes("one"));
            texts(claim).setSafe(4, bytes("four"));
            claim.root().setRowCount(6);
            claim.commit();
        }
        try (ArrowBatch batch = consumer.recv()) {
            assertEquals(
                    List.of(
                            "id: [7, null, null, -1, null, null]",
                            "text: [null, one, null, null, four, null]"),
                    Texts.of(batch.root()));
            assertEquals(4, batch.root().getVector("id").getNullCount());
        }
        assertNothingSent();
    }

    @Test
    void shouldSendAllClaimedRowsWithoutARowCount() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            texts(claim).set(2, bytes("x"));
            claim.commit();
        }
        try (ArrowBatch batch = consumer.recv()) {
            assertEquals(ROWS, batch.root().getRowCount());
            assertEquals(ROWS, batch.root().getVector("id").getNullCount());
            assertEquals(ROWS - 1, batch.root().getVector("text").getNullCount());
        }
    }

    @Test
    void shouldUseTheWholeBudget() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            for (int i = 0; i < ROWS; i++) {
                ids(claim).setSafe(i, i);
                texts(claim).setSafe(i, bytes("12345"));
            }
            claim.commit();
        }
        try (ArrowBatch batch = consumer.recv()) {
            assertEquals(0, batch.root().getVector("id").getNullCount());
            assertEquals("12345", batch.root().getVector("text").getObject(ROWS - 1).toString());
        }
    }

    @Test
    void shouldBuildInTheQueuesMemory() throws Exception {
        Path maps = Path.of("/proc/self/maps");
        Path file = ZooDirectory.path().resolve(QUEUE + ".queue");
        assumeTrue(Files.isReadable(maps) && !"portable".equals(System.getProperty("zoosync.os")));
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            Object inode = Files.getAttribute(file, "unix:ino");
            List<String> mappings =
                    Files.readAllLines(maps).stream()
                            .filter(line -> line.contains(" " + inode + " "))
                            .toList();
            for (FieldVector vector : claim.root().getFieldVectors()) {
                for (ArrowBuf buffer : vector.getFieldBuffers()) {
                    assertTrue(
                            mappings.stream().anyMatch(line -> contains(line, buffer)),
                            vector.getName() + " is not in " + mappings);
                    assertEquals(0, buffer.memoryAddress() % 8);
                }
            }
        }
        assertNothingSent();
    }

    private static boolean contains(String mapping, ArrowBuf buffer) {
        String[] range = mapping.split(" ", 2)[0].split("-");
        return Long.compareUnsigned(buffer.memoryAddress(), Long.parseUnsignedLong(range[0], 16))
                        >= 0
                && Long.compareUnsigned(
                                buffer.memoryAddress() + buffer.capacity(),
                                Long.parseUnsignedLong(range[1], 16))
                        <= 0;
    }

    @Test
    void shouldRefuseToGrowBeyondTheBytes() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            texts(claim).setSafe(0, new byte[TEXT_BYTES]);
            OutOfMemoryException refused =
                    assertThrows(
                            OutOfMemoryException.class, () -> texts(claim).setSafe(1, bytes("!")));
            assertTrue(refused.getMessage().contains("column text"), refused.getMessage());
            assertTrue(refused.getMessage().contains("rows=20"), refused.getMessage());
            assertAborted(claim, "column text");
        }
    }

    @Test
    void shouldRefuseToGrowBeyondTheRows() throws Exception {
        for (Executable growth : growths()) {
            assertThrows(OutOfMemoryException.class, growth);
            assertNothingSent();
        }
    }

    private List<Executable> growths() {
        return List.of(
                () -> grow(claim -> ids(claim).setSafe(ROWS, 1)),
                () -> grow(claim -> texts(claim).setSafe(ROWS, bytes("x"))),
                () -> grow(claim -> ids(claim).setValueCount(ROWS + 1)),
                () -> grow(claim -> texts(claim).setValueCount(ROWS + 1)),
                () -> grow(claim -> claim.root().setRowCount(ROWS + 1)),
                () -> grow(claim -> ids(claim).reAlloc()),
                () -> grow(claim -> texts(claim).reallocDataBuffer(TEXT_BYTES + 1)),
                () -> grow(claim -> claim.root().allocateNew()));
    }

    private interface Growth {
        void grow(ArrowClaim claim);
    }

    private void grow(Growth growth) throws InterruptedException {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            try {
                growth.grow(claim);
            } finally {
                assertAborted(claim, "claim more");
            }
        }
    }

    @Test
    void shouldRefuseToWriteOutsideOfAColumn() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            assertThrows(IndexOutOfBoundsException.class, () -> ids(claim).set(ROWS, 1));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> texts(claim).set(0, new byte[TEXT_BYTES + 1]));
            assertThrows(
                    IndexOutOfBoundsException.class,
                    () -> texts(claim).getDataBuffer().setByte(TEXT_BYTES, 0));
        }
        assertNothingSent();
    }

    @Test
    void shouldRefuseOffsetsBeyondTheBytes() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            texts(claim).getOffsetBuffer().setInt(Integer.BYTES, TEXT_BYTES + 1);
            texts(claim).setLastSet(0);
            claim.root().setRowCount(1);
            assertAborted(claim, "holds 101 bytes in 100");
        }
    }

    @Test
    void shouldSendTheRowsThatFit() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            texts(claim).set(0, new byte[TEXT_BYTES - 1]);
            assertThrows(IndexOutOfBoundsException.class, () -> texts(claim).set(1, bytes("two")));
            claim.root().setRowCount(1);
            claim.commit();
        }
        try (ArrowBatch batch = consumer.recv()) {
            assertEquals(1, batch.root().getRowCount());
        }
    }

    @Test
    void shouldRefuseRowsThatOnlyTheLastByteOfBitsHasRoomFor() throws Exception {
        Schema bits = new Schema(List.of(Samples.field("bit", ArrowType.Bool.INSTANCE)));
        try (ArrowProducer of = ArrowProducer.open("bits", CAPACITY, bits);
                ArrowClaim claim = of.claim(9)) {
            ((BitVector) claim.root().getVector("bit")).set(15, 1);
            claim.root().setRowCount(16);
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, claim::commit);
            assertTrue(refused.getMessage().contains("16 rows, claimed were 9"));
        } finally {
            ZooQueue.unlink("bits");
        }
    }

    @Test
    void shouldRefuseAVectorThatLostItsBuffers() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            TransferPair pair = ids(claim).getTransferPair(allocator);
            pair.transfer();
            BigIntVector taken = (BigIntVector) pair.getTo();
            taken.set(0, 1);
            assertAborted(claim, "column id");
            assertThrows(IllegalStateException.class, () -> taken.set(0, 2));
            taken.close();
        }
    }

    @Test
    void shouldRefuseAVectorOverAnotherSlot() throws Exception {
        try (ArrowClaim other = producer.claim(BUDGET);
                ArrowClaim claim = producer.claim(BUDGET)) {
            ids(other).makeTransferPair(ids(claim)).transfer();
            IllegalStateException refused =
                    assertThrows(IllegalStateException.class, claim::commit);
            assertTrue(refused.getMessage().contains("is not in the slot"));
            assertThrows(IllegalStateException.class, other::commit);
        }
        assertNothingSent();
    }

    @Test
    void shouldRefuseAVectorOverOtherMemory() throws Exception {
        try (BigIntVector other = new BigIntVector("id", allocator);
                ArrowClaim claim = producer.claim(BUDGET)) {
            other.allocateNew(ROWS);
            assertThrows(
                    IllegalStateException.class,
                    () -> other.makeTransferPair(ids(claim)).transfer());
            assertAborted(claim, "column id");
        }
    }

    @Test
    void shouldRefuseAVectorOverAnotherPartOfTheSlot() throws Exception {
        Schema twins =
                new Schema(
                        List.of(
                                Samples.field("a", Samples.INT32),
                                Samples.field("b", Samples.INT32)));
        try (ArrowProducer of = ArrowProducer.open("twins", CAPACITY, twins);
                ArrowClaim claim = of.claim(ROWS)) {
            IntVector a = (IntVector) claim.root().getVector("a");
            a.makeTransferPair(claim.root().getVector("b")).transfer();
            assertThrows(IllegalStateException.class, claim::commit);
        } finally {
            ZooQueue.unlink("twins");
        }
    }

    @Test
    void shouldRefuseUseAfterTheEnd() throws Exception {
        for (int kind = 0; kind < 4; kind++) {
            ArrowClaim claim = producer.claim(BUDGET);
            VectorSchemaRoot root = claim.root();
            BigIntVector ids = ids(claim);
            ids.set(0, 1);
            ArrowBuf data = ids.getDataBuffer();
            ArrowBuf slice = data.slice(0, 8);
            end(claim, kind);
            assertThrows(IllegalStateException.class, () -> data.setLong(0, 2));
            assertThrows(IllegalStateException.class, () -> slice.getLong(0));
            assertThrows(IllegalStateException.class, () -> data.getReferenceManager().retain());
            assertThrows(IndexOutOfBoundsException.class, () -> ids.set(0, 2));
            assertThrows(RuntimeException.class, () -> root.setRowCount(3));
            assertThrows(IllegalStateException.class, claim::root);
            assertThrows(IllegalStateException.class, claim::commit);
            assertThrows(IllegalStateException.class, claim::abort);
            claim.close();
        }
        try (ArrowBatch batch = consumer.recv()) {
            assertEquals(1L, batch.root().getVector("id").getObject(0));
        }
        assertNothingSent();
    }

    private static void end(ArrowClaim claim, int kind) {
        switch (kind) {
            case 0 -> claim.commit();
            case 1 -> claim.abort();
            case 2 -> claim.close();
            default -> claim.root().close();
        }
    }

    @Test
    void shouldBuildAnEmptyBatch() throws Exception {
        try (ArrowClaim claim = producer.claim(BatchBudget.rows(0).bytes(0, "text"))) {
            claim.commit();
        }
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            claim.root().setRowCount(0);
            claim.commit();
        }
        for (int i = 0; i < 2; i++) {
            try (ArrowBatch batch = consumer.recv()) {
                assertEquals(0, batch.root().getRowCount());
                assertFalse(batch.isEndOfStream());
            }
        }
    }

    @Test
    void shouldSayWhatABudgetLacks() {
        assertRefused("[text]", () -> producer.claim(5));
        assertRefused("[name]", () -> producer.claim(BUDGET.bytes(3, "name")));
        assertRefused("[id]", () -> producer.claim(BUDGET.bytes(3, "id")));
        assertRefused("[text]", () -> producer.claim(BUDGET.elements(3, "text")));
        assertRefused("-1", () -> BatchBudget.rows(-1));
        assertRefused("-2", () -> BUDGET.bytes(-2, "text"));
        assertRefused("path", () -> BUDGET.bytes(1));
        assertRefused(
                " " + queue.maxMessageLength(),
                () -> producer.claim(BatchBudget.rows(1 << 20).bytes(0, "text")));
        assertRefused(
                " " + queue.maxMessageLength(),
                () -> producer.claim(BUDGET.bytes(Integer.MAX_VALUE, "text")));
        assertNothingSent();
    }

    private static void assertRefused(String text, Executable executable) {
        String message = assertThrows(IllegalArgumentException.class, executable).getMessage();
        assertTrue(message.contains(text), message);
    }

    @Test
    void shouldRefuseTypesWithoutASettledLength() throws Exception {
        for (Field field : Samples.rareFields()) {
            if (ColumnLayout.of(field).canBeBuiltInPlace() && field.getChildren().isEmpty()) {
                continue;
            }
            Schema schema = new Schema(List.of(field));
            try (ArrowProducer of = ArrowProducer.open("rare", CAPACITY, schema)) {
                if (!ColumnLayout.of(field).canBeBuiltInPlace()) {
                    assertRefused("built in place", () -> of.claim(1));
                }
            } finally {
                ZooQueue.unlink("rare");
            }
        }
    }

    @Test
    void shouldSayWhenTheQueueIsFull() throws Exception {
        BatchBudget large = BatchBudget.rows(1000).bytes(10, "text");
        ArrowClaim first = producer.claim(large);
        ArrowClaim second = producer.tryClaim(large);
        ArrowClaim third = producer.claim(large, Duration.ofMillis(1));
        assertNotNull(second);
        assertNotNull(third);
        while (true) {
            ArrowClaim more = producer.tryClaim(large);
            if (more == null) {
                break;
            }
            more.commit();
        }
        assertNull(producer.claim(large, Duration.ofMillis(1)));
        third.commit();
        second.abort();
        first.close();
        ArrowBatch batch = consumer.recv();
        while (batch != null) {
            batch.close();
            batch = consumer.tryRecv();
        }
        assertNothingSent();
    }

    @Test
    void shouldRefuseToClaimAfterClose() {
        producer.close();
        assertThrows(IllegalStateException.class, () -> producer.claim(BUDGET));
        assertThrows(IllegalStateException.class, () -> producer.tryClaim(BUDGET));
        assertThrows(IllegalStateException.class, producer::sendEndOfStream);
    }

    @Test
    void shouldKeepListsWithinTheirElements() throws Exception {
        Schema lists =
                new Schema(
                        List.of(
                                Samples.field(
                                        "list",
                                        ArrowType.List.INSTANCE,
                                        Samples.field("item", Samples.INT32))));
        BatchBudget three = BatchBudget.rows(2).elements(3, "list");
        try (ArrowProducer of = ArrowProducer.open("lists", CAPACITY, lists)) {
            try (ArrowClaim claim = of.claim(three)) {
                ListVector list = (ListVector) claim.root().getVector("list");
                list.startNewValue(0);
                ((IntVector) list.getDataVector()).setSafe(0, 1);
                list.endValue(0, 4);
                IllegalStateException refused =
                        assertThrows(IllegalStateException.class, claim::commit);
                assertTrue(refused.getMessage().contains("column list"), refused.getMessage());
            }
            try (ArrowClaim claim = of.claim(three)) {
                ListVector list = (ListVector) claim.root().getVector("list");
                assertThrows(
                        OutOfMemoryException.class,
                        () -> ((IntVector) list.getDataVector()).setSafe(3, 1));
                assertThrows(IllegalStateException.class, claim::commit);
            }
            try (ZooQueue left = ZooQueue.attach("lists")) {
                assertNull(left.tryRecvView());
                assertEquals(0, left.stats().usedBytes());
            }
        } finally {
            ZooQueue.unlink("lists");
        }
    }

    @Test
    void shouldMakeVectorsOfTheirFields() throws Exception {
        try (ArrowClaim claim = producer.claim(BUDGET)) {
            assertEquals(Samples.simple(), claim.root().getSchema());
            assertTrue(claim.root().getVector("id") instanceof BaseFixedWidthVector);
            assertTrue(claim.toString().contains("rows=20"), claim::toString);
        }
    }

    /** Claims, sets and waits to be killed. */
    static final class Builder {
        public static void main(String[] arguments) throws Exception {
            try (ArrowProducer of = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple());
                    ArrowClaim claim = of.claim(BUDGET)) {
                ids(claim).set(0, 1);
                System.out.println("built " + claim.id());
                System.in.read();
                claim.commit();
            }
        }
    }

    @Test
    void shouldSkipWhatAKilledProcessBuilt() throws Exception {
        try (ChildJvm builder = ChildJvm.start(Builder.class)) {
            builder.expectLine("built ");
            try (ArrowClaim claim = producer.claim(BUDGET)) {
                ids(claim).set(0, 2);
                claim.commit();
            }
            assertNull(consumer.tryRecv());
            builder.kill();
            try (ArrowBatch batch = consumer.recv(ChildJvm.PATIENCE)) {
                assertEquals(2L, batch.root().getVector("id").getObject(0));
                assertFalse(batch.redelivered());
            }
            assertEquals(1, queue.stats().lostClaims());
        }
    }

    /** Tries to claim without Arrow's bounds checks. */
    static final class Unchecked {
        public static void main(String[] arguments) throws Exception {
            try (ArrowProducer of = ArrowProducer.open(QUEUE, CAPACITY, Samples.simple())) {
                of.claim(BUDGET);
            } catch (IllegalStateException e) {
                System.out.println("refused: " + e.getMessage());
            }
        }
    }

    @Test
    void shouldRefuseToBuildWithoutBoundsChecks() throws Exception {
        try (ChildJvm child =
                ChildJvm.of(Unchecked.class)
                        .flags("-Darrow.enable_unsafe_memory_access=true")
                        .start()) {
            assertTrue(child.expectLine("refused: ").contains("bounds checks"));
            child.expectExit(0);
        }
        assertNothingSent();
    }
}
