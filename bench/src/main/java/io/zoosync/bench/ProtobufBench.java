package io.zoosync.bench;

import io.zoosync.bench.harness.Area;
import io.zoosync.bench.harness.Child;
import io.zoosync.bench.harness.Children;
import io.zoosync.bench.harness.Contender;
import io.zoosync.bench.harness.Metric;
import io.zoosync.bench.harness.Plan;
import io.zoosync.bench.harness.Table;
import io.zoosync.bench.harness.Workload;
import io.zoosync.bench.harness.Workspace;
import io.zoosync.bench.peer.Readings;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Protobuf messages sent and read in a queue's slots, beside what one does with protobuf alone: an
 * array for each message, and its parser.
 */
final class ProtobufBench {
    private static final Plan QUICK = new Plan(3, Duration.ofMillis(2500), Duration.ofMillis(500));
    private static final Plan FULL = new Plan(7, Duration.ofMillis(3000), Duration.ofMillis(1500));

    /**
     * The heap is touched at the start: else an array for each message is a measurement of the
     * system clearing the pages that it comes to lie in.
     */
    private static final List<String> FLAGS =
            List.of("-Xms256m", "-Xmx256m", "-XX:+AlwaysPreTouch");

    private final Area area;
    private final Workspace workspace;

    /** The fewest bytes that a message took, by what was done with it. */
    private final Map<String, Double> allocated = new TreeMap<>();

    private ProtobufBench(Area area) {
        this.area = area;
        this.workspace = area.workspace();
    }

    static void run(Area area) throws IOException {
        Readings.describe().forEach(area::say);
        area.say(
                "one JVM each; blocks of "
                        + ProtobufChild.BLOCK
                        + " messages are timed: sent to an empty queue, or received from it");
        area.say(
                "send: zoosync ProtobufProducer.send, array toByteArray and put; the limits: encoder"
                        + " protobuf's encoder alone on a claim's buffer, copy put of an array made"
                        + " before");
        area.say(
                "read, one message in hand again and again: zoosync by a view; parse-slot"
                        + " parseFrom(slot)");
        area.say(
                "receive, the same after recvView and before commit; parse-array take and"
                        + " parseFrom(array)");
        new ProtobufBench(area).run(area.isQuick() ? QUICK : FULL);
    }

    private void run(Plan plan) throws IOException {
        List<Workload> workloads =
                List.of(
                        workload("protobuf-send-4k", "zoosync", "array", "encoder", "copy"),
                        workload("protobuf-send-4k-mixed", "zoosync", "array"),
                        workload("protobuf-read-3-fields", "zoosync", "parse-slot"),
                        workload(
                                "protobuf-receive-3-fields",
                                "zoosync",
                                "parse-slot",
                                "parse-array"));
        area.run(plan, workloads);
        allocated.forEach(
                (what, bytes) ->
                        area.say(
                                "allocation "
                                        + what
                                        + " "
                                        + Table.figure(bytes)
                                        + " bytes/message"));
    }

    private Workload workload(String name, String... contenders) {
        return new Workload(
                name,
                List.of(Metric.time(name, "ns/message")),
                List.of(contenders).stream()
                        .map(kind -> Contender.fresh(kind, plan -> measure(plan, name, kind)))
                        .toList());
    }

    private double[] measure(Plan plan, String workload, String kind) throws IOException {
        try (Children run = new Children(workspace, plan)) {
            Child child = run.java(FLAGS, ProtobufChild.class, workload, kind);
            double[] result = child.result(run.go());
            allocated.merge(workload + " " + kind, result[3] / result[0], Math::min);
            return new double[] {result[2] / result[0]};
        }
    }
}
