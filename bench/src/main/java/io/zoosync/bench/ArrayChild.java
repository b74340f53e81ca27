package io.zoosync.bench;

import io.zoosync.array.DType;
import io.zoosync.array.ZooArray;
import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Repetition;
import io.zoosync.bench.harness.Window;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Does what it is told with arrays: {@code result COUNT NANOS CHECKSUM}. Before it is ready it does
 * everything for a moment on arrays that are not large, so that what comes first is not measured
 * while it is still interpreted.
 */
final class ArrayChild {
    private static final long WARM_UP_NANOS = 90_000_000L;
    private static final int SAMPLES = 1009;
    private static final int STRIDE = 7919;

    private static final List<String> WARM_UPS =
            List.of(
                    "add",
                    "multiply-add",
                    "sum",
                    "mean-axis0",
                    "mean-axis1",
                    "sqrt",
                    "dot",
                    "copy-transposed",
                    "call-add-out",
                    "call-add-new");

    private ArrayTask prepared;
    private ZooArray a;
    private ZooArray b;
    private ZooArray c;
    private ZooArray out;
    private ZooArray table;
    private ZooArray turned;

    /** What the last operation yielded. */
    private ZooArray result;

    private double number;

    private ArrayChild() {}

    public static void main(String[] args) throws IOException {
        ArrayChild child = new ArrayChild();
        for (String type : List.of("float64", "float32")) {
            for (String size : List.of("1e3", "1e5")) {
                for (String operation : WARM_UPS) {
                    child.warmUp(new ArrayTask(operation, type, size));
                }
            }
            child.warmUp(new ArrayTask("matmul", type, "64x64"));
        }
        Parent parent = new Parent();
        for (String name; (name = parent.awaitTask()) != null; ) {
            Runnable operation = child.prepare(ArrayTask.parse(name));
            Repetition done = Repetition.of(operation, parent.awaitWindow());
            parent.result(done.count(), done.nanos(), child.checksum());
        }
    }

    private void warmUp(ArrayTask task) {
        Runnable operation = prepare(task);
        long now = System.nanoTime();
        Repetition.of(operation, new Window(now, now + WARM_UP_NANOS));
    }

    /** Also does it once, so that all memory was touched. */
    private Runnable prepare(ArrayTask task) {
        makeArrays(task);
        result = null;
        Runnable operation = operation(task.operation());
        operation.run();
        return operation;
    }

    /** Makes the arrays, if those of the last task were of another type or size. */
    private void makeArrays(ArrayTask task) {
        if (prepared != null
                && prepared.type().equals(task.type())
                && prepared.size().equals(task.size())) {
            return;
        }
        prepared = task;
        a = b = c = out = table = turned = null; // so that all can be collected before
        boolean square = task.operation().equals("matmul");
        int count = square ? task.count() * task.count() : task.count();
        DType type = DType.valueOf(task.type().toUpperCase(Locale.ROOT));
        a = pattern(type, count, 97);
        b = pattern(type, count, 89);
        c = pattern(type, count, 83);
        out = ZooArray.zeros(type, count);
        int rows = square ? task.count() : rows(count);
        table = a.reshape(rows, -1);
        turned = out.reshape(-1, rows);
    }

    /** A table that is a little wider than high. */
    private static int rows(int count) {
        int rows = 1;
        for (int r = 1; (long) r * r < count; r++) {
            rows = count % r == 0 ? r : rows;
        }
        return rows;
    }

    /** {@code 1 + i % period / 2} for each element: without rounding in both types. */
    private static ZooArray pattern(DType type, int count, int period) {
        double[] values = new double[count];
        for (int i = 0, k = 0; i < count; i++, k = k + 1 == period ? 0 : k + 1) {
            values[i] = 1 + k * 0.5;
        }
        ZooArray array = ZooArray.of(values);
        return type == DType.FLOAT64 ? array : array.astype(type);
    }

    private Runnable operation(String name) {
        return switch (name) {
            case "add", "call-add-out" -> () -> result = a.add(b, out);
            case "call-add-new" -> () -> result = a.add(b);
            case "multiply-add" -> () -> result = a.multiplyAdd(b, c, out);
            case "sum" -> () -> number = a.sum();
            case "mean-axis0" -> () -> result = table.mean(0);
            case "mean-axis1" -> () -> result = table.mean(1);
            case "sqrt" -> () -> result = a.sqrt(out);
            case "dot" -> () -> result = a.dot(b);
            case "copy-transposed" -> () -> result = turned.assign(table.transpose());
            case "matmul" -> {
                ZooArray other = b.reshape(table.shape());
                yield () -> result = table.matmul(other, turned);
            }
            default -> throw new IllegalArgumentException(name);
        };
    }

    /** Of elements all over the result, each with a weight that tells it from its neighbours. */
    private double checksum() {
        if (result == null) {
            return number;
        }
        ZooArray flat = result.reshape(-1);
        double sum = 0;
        for (long i = 0; i < SAMPLES; i++) {
            sum += (i % 7 + 1) * flat.getDouble(i * STRIDE % flat.size());
        }
        return sum;
    }
}
