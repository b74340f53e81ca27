package io.zoosync.examples;

import io.zoosync.array.DType;
import io.zoosync.array.Slice;
import io.zoosync.array.ZooArray;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Arrays: made, viewed, computed with, shared under a name, written to a file. */
public final class ArrayExample {
    private ArrayExample() {}

    /** Runs all parts. */
    public static void main(String[] args) throws IOException {
        create();
        view();
        compute();
        reduce();
        choose();
        share();
        store();
    }

    private static void create() {
        // tag::create
        ZooArray zeros = ZooArray.zeros(DType.FLOAT64, 3, 4); // 3 rows, 4 columns
        ZooArray numbers = ZooArray.arange(12).reshape(3, 4); // int64, 0 to 11
        ZooArray steps = ZooArray.linspace(0, 1, 5); // 0, 0.25, 0.5, 0.75, 1
        ZooArray prices = ZooArray.of(new double[] {9.5, 11.25, 10}); // a copy
        ZooArray noise = ZooArray.random(42, 1000); // uniform in [0, 1), the same for each seed
        // end::create
        System.out.println(zeros.size() + " " + noise.size());
        System.out.println(numbers);
        System.out.println(steps);
        System.out.println(prices);
    }

    private static void view() {
        // tag::view
        ZooArray a = ZooArray.arange(12).reshape(3, 4);
        ZooArray row = a.index(1); // [4 5 6 7]
        ZooArray backwards = a.slice("::-1, 1:3"); // text as in Python,
        ZooArray same = a.slice(Slice.reversed(), Slice.of(1, 3)); // or objects
        ZooArray columns = a.transpose(); // shape [4, 3]
        row.setLong(0, 400); // all of them look at the same memory
        long seen = columns.getLong(0, 1);
        // end::view
        System.out.println(seen);
        System.out.println(backwards);
        System.out.println(same.shape(0) + " x " + same.shape(1));
    }

    private static void compute() {
        // tag::compute
        ZooArray celsius = ZooArray.of(new double[] {-40, 0, 36.6, 100});
        ZooArray fahrenheit = celsius.multiply(1.8).add(32); // a new array each
        ZooArray out = ZooArray.zeros(DType.FLOAT64, 4);
        celsius.multiply(1.8, out).addAssign(32); // none: into out, and then in place
        ZooArray table = ZooArray.arange(4).reshape(4, 1).multiply(ZooArray.arange(5)); // [4, 5]
        ZooArray waves = ZooArray.linspace(0, Math.PI, 5).map(x -> Math.sin(x) * Math.exp(-x));
        // end::compute
        System.out.println(fahrenheit);
        System.out.println(out);
        System.out.println(table);
        System.out.println(waves.size());
    }

    private static void reduce() {
        // tag::reduce
        ZooArray sales = ZooArray.of(new double[] {3, 1, 2, 8, 7, 9}, 2, 3); // [2, 3]
        double total = sales.sum();
        ZooArray perColumn = sales.sum(0); // shape [3]
        ZooArray centred = sales.subtract(sales.mean(1, true)); // [2, 3] - [2, 1]
        ZooArray gram = sales.matmul(sales.transpose()); // [2, 2]
        // end::reduce
        System.out.println(total);
        System.out.println(perColumn);
        System.out.println(centred);
        System.out.println(gram);
    }

    private static void choose() {
        // tag::choose
        ZooArray delays = ZooArray.of(new int[] {5, -3, 61, 0, 17});
        ZooArray late = delays.gt(15); // [False False  True False  True]
        ZooArray lateOnes = delays.select(late); // a copy: [61 17]
        ZooArray capped = ZooArray.where(late, ZooArray.of(new int[] {15}), delays);
        delays.assign(delays.lt(0), 0); // in place
        // end::choose
        System.out.println(lateOnes);
        System.out.println(capped);
        System.out.println(delays);
    }

    private static void share() throws IOException {
        // tag::share
        try (ZooArray image = ZooArray.open("image", DType.UINT8, 1080, 1920, 3)) {
            image.slice("..., 0").fill(255); // every process that opens "image" sees it
        }
        try (ZooArray image = ZooArray.attach("image")) { // its file says dtype and shape
            System.out.println(image.dtype() + " " + image.mean());
        }
        ZooArray.unlink("image"); // the memory lives on until the last one is done with it
        // end::share
    }

    private static void store() throws IOException {
        Path directory = Files.createTempDirectory("arrays");
        Path file = directory.resolve("squares.npy");
        // tag::store
        ZooArray squares = ZooArray.arange(10).square();
        squares.save(file); // numpy.load reads it
        ZooArray again = ZooArray.load(file);
        // end::store
        System.out.println(again);
        Files.delete(file);
        Files.delete(directory);
    }
}
