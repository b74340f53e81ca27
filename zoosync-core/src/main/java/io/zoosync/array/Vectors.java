package io.zoosync.array;

import java.util.Optional;

/**
 * The loops that use the JDK's Vector API: there if the JVM was started with {@code --add-modules
 * jdk.incubator.vector}, on a machine with vectors of 256 bits or more.
 */
final class Vectors {
    /** Null without the module, or on a machine with narrower vectors. */
    static final VectorLoops<double[]> DOUBLES =
            find("io.zoosync.array.DoubleVectors", new double[128]);

    /** Null without the module, or on a machine with narrower vectors. */
    static final VectorLoops<float[]> FLOATS =
            find("io.zoosync.array.FloatVectors", new float[128]);

    private Vectors() {}

    /** By name, since what uses the module cannot be linked without it. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> VectorLoops<T> find(String className, T zeros) {
        Optional<Module> module = ModuleLayer.boot().findModule("jdk.incubator.vector");
        if (module.isEmpty()) {
            return null;
        }
        Vectors.class.getModule().addReads(module.get());
        try {
            Class<? extends VectorLoops> type =
                    Class.forName(className).asSubclass(VectorLoops.class);
            VectorLoops<T> loops = type.getDeclaredConstructor().newInstance();
            return loops.isSuited() && runs(loops, zeros) ? loops : null;
        } catch (ReflectiveOperationException | LinkageError e) {
            return null; // a JDK whose incubating module is another one by now
        }
    }

    /** Runs each loop, so that a method which this JDK's module lacks is missed here. */
    private static <T> boolean runs(VectorLoops<T> loops, T zeros) {
        loops.addRows(zeros, zeros, 0, 0, 64);
        loops.dot(zeros, 0, zeros, 0, 64, zeros, 0);
        loops.toStrips(zeros, loops.stripWidth(), zeros, 0, 0);
        loops.addProduct(zeros, 0, 1, zeros, 0, 1, zeros, 0, loops.stripWidth());
        return loops.sum(zeros, 0, 64) == 0;
    }
}
