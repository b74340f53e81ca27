package io.zoosync.examples.notebook;

import io.zoosync.arrow.ArrowProducer;
import java.util.List;
import java.util.Random;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;

/** Sends a made-up year of temperatures, one record batch for each day, into a queue. */
public final class Weather {
    /** Measurements in a batch: one a minute. */
    public static final int ROWS = 24 * 60;

    /** Batches. */
    public static final int DAYS = 365;

    private static final int CAPACITY_BYTES = 1 << 20;
    private static final Schema SCHEMA =
            new Schema(
                    List.of(
                            Field.notNullable("minute", new ArrowType.Int(32, true)),
                            Field.nullable(
                                    "celsius",
                                    new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE))));

    private Weather() {}

    /** Sends into the queue {@code args[0]}. */
    public static void main(String[] args) throws Exception {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot day = VectorSchemaRoot.create(SCHEMA, allocator);
                ArrowProducer producer = ArrowProducer.open(args[0], CAPACITY_BYTES, SCHEMA)) {
            System.out.println("ready");
            Random random = new Random(1);
            for (int d = 0; d < DAYS; d++) {
                fill(day, d, random);
                producer.send(day);
            }
        }
    }

    private static void fill(VectorSchemaRoot day, int number, Random random) {
        IntVector minutes = (IntVector) day.getVector("minute");
        Float8Vector celsius = (Float8Vector) day.getVector("celsius");
        double season = -10 * Math.cos(2 * Math.PI * (number - 20) / DAYS);
        for (int m = 0; m < ROWS; m++) {
            minutes.setSafe(m, m);
            if (random.nextInt(100) == 0) {
                celsius.setNull(m); // the thermometer fails at times
            } else {
                double hour = -4 * Math.cos(2 * Math.PI * (m - 180) / ROWS);
                celsius.setSafe(m, 9 + season + hour + random.nextGaussian());
            }
        }
        day.setRowCount(ROWS);
    }
}
