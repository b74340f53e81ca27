package io.zoosync.protobuf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.ExtensionRegistry;
import com.sun.management.ThreadMXBean;
import io.zoosync.protobuf.three.Everything;
import io.zoosync.protobuf.three.Open;
import io.zoosync.protobuf.three.Plain;
import io.zoosync.queue.ZooQueue;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What reading allocates, counted by the JVM: nothing, once all parts of a view have been made. */
@Timeout(60)
class AllocationTest {
    private static final String NAME = "allocation";
    private static final int ROUNDS = 50;
    private static final int MESSAGES = 100;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final Everything MESSAGE =
            Everything.newBuilder()
                    .setInt32Field(-1)
                    .setUint64Field(1L << 63)
                    .setDoubleField(2.5)
                    .setStringField("a text that is compared where it lies")
                    .setBytesField(ByteString.copyFrom(new byte[3000]))
                    .setOpenField(Open.MINUS)
                    .setPlainField(Plain.newBuilder().setNumber(2).setText("inner"))
                    .addAllSint64List(List.of(1L, -2L, 1L << 50))
                    .addAllDoubleList(List.of(1.0, 2.0, 3.0))
                    .addMessageList(Plain.newBuilder().setNumber(3))
                    .addMessageList(Plain.newBuilder().setNumber(4))
                    .addStringList("one")
                    .putInt32Map(7, 70)
                    .putStringMap("key", "value")
                    .setChoiceText("chosen")
                    .build();

    /** Kept here, so that what is read is not optimized away. */
    private long sum;

    @AfterEach
    void unlink() throws Exception {
        ZooQueue.unlink(NAME);
    }

    private void readAll(MessageView view) {
        sum += view.getInt(1) + view.getLong(4) + (long) view.getDouble(12);
        sum += view.getInt("open_field");
        sum += view.has("optional_int32") ? 1 : 0;
        sum +=
                view.bytes("string_field").contentEquals("a text that is compared where it lies")
                        ? 1
                        : 0;
        BytesView bytes = view.bytes(15);
        sum += bytes.length() + bytes.getByte(2999);
        sum += view.message(18).getInt(1) + view.message(18).bytes(2).length();
        RepeatedView numbers = view.repeated(36);
        while (numbers.next()) {
            sum += numbers.getLong();
        }
        RepeatedView doubles = view.repeated(42);
        for (int i = 0; i < doubles.size(); i++) {
            sum += (long) doubles.getDouble(i);
        }
        for (RepeatedView messages = view.repeated(47); messages.next(); ) {
            sum += messages.message().getInt(1);
        }
        for (RepeatedView texts = view.repeated(44); texts.next(); ) {
            sum += texts.bytes().length();
        }
        MapView map = view.map(71);
        sum += map.find(7) ? map.entry().getInt(MapView.VALUE) : 0;
        for (MapView texts = view.map(82); texts.next(); ) {
            sum += texts.entry().bytes(MapView.VALUE).length();
        }
        sum += view.oneofCase("choice").getNumber();
    }

    private interface Round {
        void run() throws Exception;
    }

    @Test
    void shouldAllocateNothingToReceiveAndReadByView() throws Exception {
        ExtensionRegistry none = ExtensionRegistry.getEmptyRegistry();
        try (var producer = ProtobufProducer.open(NAME, 1 << 20, MESSAGE);
                var consumer = ProtobufConsumer.attachExclusive(NAME, MESSAGE, none)) {
            long perRound =
                    fewestOfReading(
                            producer,
                            () -> {
                                for (int i = 0; i < MESSAGES; i++) {
                                    ReceivedView view = consumer.tryRecvView();
                                    readAll(view);
                                    view.commit();
                                }
                            });
            assertEquals(0, perRound, "bytes for " + MESSAGES + " messages");
            assertTrue(sum != 0);
        }
    }

    @Test
    void shouldAllocateNothingToDrainAndValidate() throws Exception {
        try (var producer = ProtobufProducer.open(NAME, 1 << 20, MESSAGE);
                var consumer = ProtobufConsumer.attach(NAME, MESSAGE)) {
            Consumer<MessageView> handler =
                    view -> {
                        view.validate();
                        readAll(view);
                    };
            long perRound = fewestOfReading(producer, () -> consumer.drain(handler, MESSAGES));
            assertEquals(0, perRound, "bytes for " + MESSAGES + " messages");
            assertTrue(sum != 0);
        }
    }

    /**
     * The fewest bytes that reading {@link #MESSAGES} messages took, of many rounds: what the JVM
     * itself allocates now and then on a thread, while it compiles, is not the code's. Each round
     * reads what is sent before it, which is not counted.
     */
    private long fewestOfReading(ProtobufProducer<Everything> producer, Round reading)
            throws Exception {
        long fewest = Long.MAX_VALUE;
        long thread = Thread.currentThread().getId();
        for (int i = 0; i < ROUNDS; i++) {
            for (int m = 0; m < MESSAGES; m++) {
                producer.send(MESSAGE);
            }
            long before = THREADS.getThreadAllocatedBytes(thread);
            reading.run();
            fewest = Math.min(fewest, THREADS.getThreadAllocatedBytes(thread) - before);
        }
        return fewest;
    }
}
