package io.zoosync.examples.demo;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.arrow.memory.ArrowBuf;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorSchemaRoot;

/**
 * How many flights there were and their minutes of delay, by hour of day and distance. All of it is
 * integers, so the sums are exact and do not depend on the order in which batches come.
 */
final class Delays {
    static final int HOURS = 24;
    static final int BANDS = 9;
    static final int BAND_MILES = 250;

    private static final int CELLS = HOURS * BANDS;

    private final long[] flights;
    private final long[] minutes;

    Delays() {
        this(new long[CELLS], new long[CELLS]);
    }

    private Delays(long[] flights, long[] minutes) {
        this.flights = flights;
        this.minutes = minutes;
    }

    /** A group of cells, summed up. */
    record Group(long flights, long minutes) {
        double meanMinutes() {
            return (double) minutes / flights;
        }
    }

    /**
     * Adds a batch, read from the memory where its vectors lie: four rows at a time, since each
     * read of an {@link ArrowBuf} is checked. Its values are little-endian.
     */
    void add(VectorSchemaRoot batch) {
        ArrowBuf delays = values(batch, "delay");
        ArrowBuf distances = values(batch, "distance");
        ArrowBuf times = values(batch, "time");
        int rows = batch.getRowCount();
        int row = 0;
        for (; row + 4 <= rows; row += 4) {
            long delay = delays.getLong((long) row * Short.BYTES);
            long distance = distances.getLong((long) row * Short.BYTES);
            long time = times.getLong((long) row * Float.BYTES);
            long laterTime = times.getLong((row + 2L) * Float.BYTES);
            add((short) delay, (short) distance, (int) time);
            add((short) (delay >> 16), (short) (distance >> 16), (int) (time >> 32));
            add((short) (delay >> 32), (short) (distance >> 32), (int) laterTime);
            add((short) (delay >> 48), (short) (distance >> 48), (int) (laterTime >> 32));
        }
        for (; row < rows; row++) {
            add(
                    delays.getShort((long) row * Short.BYTES),
                    distances.getShort((long) row * Short.BYTES),
                    times.getInt((long) row * Float.BYTES));
        }
    }

    private void add(int delay, int distance, int timeBits) {
        int hour = (int) Float.intBitsToFloat(timeBits);
        int cell = hour * BANDS + Math.min(distance / BAND_MILES, BANDS - 1);
        flights[cell]++;
        minutes[cell] += delay;
    }

    private static ArrowBuf values(VectorSchemaRoot batch, String column) {
        FieldVector vector = batch.getVector(column);
        if (vector.getNullCount() != 0) {
            throw new IllegalArgumentException("the table has no nulls, but " + column + " does");
        }
        return vector.getDataBuffer();
    }

    Group all() {
        return sum(cell -> true);
    }

    Group hour(int hour) {
        return sum(cell -> cell / BANDS == hour);
    }

    Group band(int band) {
        return sum(cell -> cell % BANDS == band);
    }

    private Group sum(IntPredicate wanted) {
        long allFlights = 0;
        long allMinutes = 0;
        for (int cell = 0; cell < CELLS; cell++) {
            if (wanted.test(cell)) {
                allFlights += flights[cell];
                allMinutes += minutes[cell];
            }
        }
        return new Group(allFlights, allMinutes);
    }

    /** Whether each cell is {@code factor} times that of {@code other}. */
    boolean isMultipleOf(Delays other, long factor) {
        return IntStream.range(0, CELLS)
                .allMatch(
                        cell ->
                                flights[cell] == Math.multiplyExact(other.flights[cell], factor)
                                        && minutes[cell]
                                                == Math.multiplyExact(other.minutes[cell], factor));
    }

    /** All cells in one line. */
    String write() {
        return LongStream.concat(Arrays.stream(flights), Arrays.stream(minutes))
                .mapToObj(Long::toString)
                .collect(Collectors.joining(" "));
    }

    static Delays read(String line) {
        long[] cells = Arrays.stream(line.split(" ")).mapToLong(Long::parseLong).toArray();
        return new Delays(Arrays.copyOf(cells, CELLS), Arrays.copyOfRange(cells, CELLS, 2 * CELLS));
    }
}
