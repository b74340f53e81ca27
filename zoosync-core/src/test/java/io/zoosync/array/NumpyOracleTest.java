package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Asks {@link ZooArray} what NumPy was asked, and compares the answers. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class NumpyOracleTest {
    private static final int SHOWN_FAILURES = Integer.getInteger("zoosync.oracle.shown", 5);

    /** What NumPy has no answer to: names, memory, sharing, Java's own types. */
    private static final Set<String> NOT_ASKED =
            Set.of(
                    "dtype",
                    "rank",
                    "size",
                    "shape",
                    "isContiguous",
                    "name",
                    "isShared",
                    "close",
                    "create",
                    "open",
                    "attach",
                    "unlink",
                    "save",
                    "saveAll",
                    "saveAllCompressed",
                    "of",
                    "ofUnsigned",
                    "random",
                    "randomNormal",
                    "randomIntegers",
                    "setDouble",
                    "setLong",
                    "setBoolean",
                    "asDoubleBuffer",
                    "asFloatBuffer",
                    "asLongBuffer",
                    "asIntBuffer",
                    "asShortBuffer",
                    "asByteBuffer");

    private static final Map<String, List<OracleTable.Case>> CASES = OracleTable.read();

    @TempDir private Path directory;

    @TestFactory
    Stream<DynamicTest> shouldAnswerAsNumpy() {
        return Stream.of(OracleMemory.values())
                .flatMap(memory -> CASES.keySet().stream().map(name -> test(name, memory)));
    }

    @Test
    void shouldAskForEveryOperation() {
        Set<String> missing = new TreeSet<>();
        for (Method method : ZooArray.class.getDeclaredMethods()) {
            if (Modifier.isPublic(method.getModifiers()) && !method.isSynthetic()) {
                missing.add(method.getName());
            }
        }
        assertTrue(missing.containsAll(NOT_ASKED), () -> NOT_ASKED + " of " + missing);
        missing.removeAll(NOT_ASKED);
        missing.removeAll(CASES.keySet());
        assertEquals(Set.of(), missing);
    }

    private DynamicTest test(String name, OracleMemory memory) {
        return DynamicTest.dynamicTest(
                name + ", memory: " + memory, () -> runAll(CASES.get(name), memory));
    }

    private void runAll(List<OracleTable.Case> cases, OracleMemory memory) throws Exception {
        List<String> wrong = new ArrayList<>();
        for (OracleTable.Case next : cases) {
            String what = run(next, memory);
            if (what != null) {
                wrong.add(next + "\n  " + what);
            }
        }
        if (!wrong.isEmpty()) {
            List<String> first = wrong.subList(0, Math.min(SHOWN_FAILURES, wrong.size()));
            fail(wrong.size() + " of " + cases.size() + ":\n" + String.join("\n", first));
        }
    }

    /** What is wrong with the answer, or null. */
    private String run(OracleTable.Case wanted, OracleMemory memory) throws Exception {
        OracleArguments arguments = new OracleArguments(wanted.arguments(), memory, directory);
        OracleCheck check = new OracleCheck(wanted, arguments);
        Class<?>[] types = arguments.types();
        Object[] values = arguments.values();
        Method method = find(wanted.operation(), types);
        try {
            Object result =
                    Modifier.isStatic(method.getModifiers())
                            ? method.invoke(null, values)
                            : method.invoke(values[0], withoutFirst(values));
            return check.ofResult(result);
        } catch (InvocationTargetException e) {
            return check.ofException(e.getCause());
        }
    }

    /** The method for an array and the rest, else the static one for all. */
    private static Method find(String name, Class<?>... types) throws NoSuchMethodException {
        if (types.length > 0 && types[0] == ZooArray.class) {
            Class<?>[] rest = Arrays.copyOfRange(types, 1, types.length);
            for (Method method : ZooArray.class.getMethods()) {
                if (method.getName().equals(name)
                        && !Modifier.isStatic(method.getModifiers())
                        && Arrays.equals(method.getParameterTypes(), rest)) {
                    return method;
                }
            }
        }
        return ZooArray.class.getMethod(name, types);
    }

    private static Object[] withoutFirst(Object... values) {
        return Arrays.copyOfRange(values, 1, values.length);
    }

    /** The script that made the table makes the same one again, wherever there is a NumPy. */
    @Test
    void shouldMakeTheSameTableAgain()
            throws IOException, InterruptedException, URISyntaxException {
        Path script = Path.of("src", "test", "python", "numpy_oracle.py");
        assumeTrue(Files.isRegularFile(script), "not run in the module's directory");
        String python = pythonWithNumpy();
        assumeTrue(python != null, "no python3 with NumPy 1.24 or newer");
        Path table = Path.of(OracleTable.class.getResource(OracleTable.RESOURCE).toURI());
        Path said = directory.resolve("said");
        int status = python(said, python, script.toString(), "--check", table.toString());
        assertEquals(0, status, () -> read(said));
    }

    private String pythonWithNumpy() throws IOException, InterruptedException {
        String program =
                "import numpy; assert [int(n) for n in numpy.__version__.split('.')[:2]] >= [1, 24]";
        for (String python : List.of("python3", "/usr/bin/python3")) {
            try {
                if (python(directory.resolve("version"), python, "-c", program) == 0) {
                    return python;
                }
            } catch (IOException e) {
                // there is no such program; the next one
            }
        }
        return null;
    }

    private static int python(Path said, String... command)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        Process process = builder.redirectOutput(said.toFile()).start();
        if (!process.waitFor(3, TimeUnit.MINUTES)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
