package io.zoosync.examples;

import com.google.protobuf.ByteString;
import com.google.protobuf.DynamicMessage;
import io.zoosync.examples.shop.Line;
import io.zoosync.examples.shop.Order;
import io.zoosync.protobuf.MapView;
import io.zoosync.protobuf.MessageView;
import io.zoosync.protobuf.ProtobufConsumer;
import io.zoosync.protobuf.ProtobufProducer;
import io.zoosync.protobuf.ReceivedView;
import io.zoosync.protobuf.RepeatedView;
import io.zoosync.queue.View;
import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Protobuf messages through a queue; the two ends could as well be in two processes. */
public final class ProtobufExample {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private ProtobufExample() {}

    /** Sends orders and receives them in all ways. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Order order = order(7);
        send(order, List.of(order(8), order(9), order(10)));
        System.out.println("cents " + view());
        System.out.println("parsed " + parse().getId());
        System.out.println("read " + readParts() + " bytes in parts");
        System.out.println("drained " + drain());
        send(order, List.of());
        System.out.println("without the class: " + dynamic());
        ZooQueue.unlink("orders");
        raw(order);
    }

    private static Order order(long id) {
        return Order.newBuilder()
                .setId(id)
                .setCustomer("Ada")
                .addLines(Line.newBuilder().setArticle("tea").setCount(2).setCents(450))
                .addLines(Line.newBuilder().setArticle("cup").setCount(1).setCents(1200))
                .setScan(ByteString.copyFrom(new byte[3000]))
                .putNotes("gift", "yes")
                .setCard("1234")
                .build();
    }

    private static void send(Order order, List<Order> orders)
            throws IOException, InterruptedException {
        // tag::send
        Order prototype = Order.getDefaultInstance();
        try (var producer = ProtobufProducer.open("orders", 64 << 20, prototype)) {
            producer.send(order); // encoded into the queue's memory
            producer.sendAll(orders); // a batch: one slot, all of them or none
        }
        // end::send
    }

    private static long view() throws IOException, InterruptedException {
        // tag::view
        long cents = 0;
        try (var consumer = ProtobufConsumer.attach("orders", Order.getDefaultInstance());
                ReceivedView order = consumer.recvView()) { // read where it lies
            RepeatedView lines = order.repeated(Order.LINES_FIELD_NUMBER);
            while (lines.next()) {
                MessageView line = lines.message();
                cents += line.getInt(Line.COUNT_FIELD_NUMBER) * line.getLong("cents");
            }
            order.commit(); // without it, the order is received again
        }
        // end::view
        return cents;
    }

    private static Order parse() throws IOException, InterruptedException {
        try (var consumer = ProtobufConsumer.attach("orders", Order.getDefaultInstance())) {
            // tag::parse
            Order order = consumer.recv(); // parsed, and taken off the queue
            // end::parse
            return order;
        } // the others of its batch are received again
    }

    private static int readParts() throws IOException, InterruptedException {
        int bytes = 0;
        try (var consumer = ProtobufConsumer.attach("orders", Order.getDefaultInstance());
                ReceivedView order = consumer.recvView()) {
            // tag::parts
            String customer = order.getString("customer"); // decoded now, a new String
            ByteBuffer scan = order.bytes("scan").asByteBuffer(); // over the queue's memory
            MapView notes = order.map("notes");
            if (notes.find("gift") && notes.entry().bytes(MapView.VALUE).contentEquals("yes")) {
                bytes += scan.remaining(); // compared where it lies
            }
            if (order.oneofCase("payment").getNumber() == Order.CARD_FIELD_NUMBER) {
                Order kept = order.toMessage(Order.parser()); // parsed, to be kept
                bytes += kept.getScan().size() + customer.length();
            }
            // end::parts
            return bytes;
        }
    }

    private static int drain() throws IOException, InterruptedException {
        // tag::drain
        int drained;
        try (var consumer = ProtobufConsumer.attach("orders", Order.getDefaultInstance())) {
            drained = consumer.drain(order -> handle(order.getLong("id")), 1000, PATIENCE);
        }
        // end::drain
        return drained;
    }

    private static void handle(long id) {
        System.out.println("order " + id);
    }

    private static String dynamic() throws IOException, InterruptedException {
        // tag::dynamic
        try (ProtobufConsumer<DynamicMessage> consumer = ProtobufConsumer.attach("orders");
                ReceivedView order = consumer.recvView()) { // the type was kept with the queue
            String text = order.descriptor().getFullName() + " " + order.getLong("id");
            order.commit();
            return text;
        }
        // end::dynamic
    }

    private static void raw(Order order) throws IOException, InterruptedException {
        try (ZooQueue queue = ZooQueue.open("raw-orders", 1 << 20)) {
            queue.put(order.toByteArray());
            // tag::raw
            MessageView orders = MessageView.of(Order.getDefaultInstance()); // to be used again
            try (View slot = queue.recvView()) {
                handle(orders.wrap(slot).getLong(Order.ID_FIELD_NUMBER));
                slot.commit();
            }
            // end::raw
        }
        ZooQueue.unlink("raw-orders");
    }
}
