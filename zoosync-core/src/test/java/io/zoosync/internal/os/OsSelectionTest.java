package io.zoosync.internal.os;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Native;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which binding a JVM chooses, tried in JVMs of their own. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OsSelectionTest {
    private static final List<Class<?>> ALL = List.of(Os.class, OsChild.class, Native.class);
    private static final List<Class<?>> WITHOUT_JNA = List.of(Os.class, OsChild.class);
    private static final boolean HAS_FFM = Runtime.version().feature() >= 22;
    private static final String NATIVE = HAS_FFM ? "ffm" : "jna";

    @Test
    void choosesTheFastestAndSaysNothing() throws Exception {
        assertEquals(NATIVE, output(flags(), ALL, "name"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jna", "portable"})
    void canBeForced(String name) throws Exception {
        assertEquals(name, output(flags("-Dzoosync.os=" + name), ALL, "name"));
    }

    @Test
    void ffmCanBeForcedFromItsJdkOn() throws Exception {
        String output = output(flags("-Dzoosync.os=ffm"), ALL, "name");
        assertContains(output, HAS_FFM ? "ffm" : "ffm: needs JDK 22 or later, this is ");
    }

    @Test
    void unknownNameIsAnErrorThatSaysTheRule() throws Exception {
        assertContains(
                output(flags("-Dzoosync.os=windows"), ALL, "name"),
                "zoosync.os must be ffm, jna or portable: zoosync.os=windows");
        assertThrows(IllegalArgumentException.class, () -> Os.named(""));
    }

    @Test
    void jnaIsNotNeeded() throws Exception {
        String output = output(flags(), WITHOUT_JNA, "name");
        if (HAS_FFM) {
            assertEquals("ffm", output);
        } else {
            assertContains(output, "portable");
            assertContains(output, "put net.java.dev.jna:jna on the class path");
        }
    }

    @Test
    void forcedJnaWithoutItsJarIsAnError() throws Exception {
        assertContains(
                output(flags("-Dzoosync.os=jna"), WITHOUT_JNA, "name"),
                "UnsupportedOperationException: jna: java.lang.ClassNotFoundException");
    }

    @Test
    void jnaWithoutItsNativeLibraryIsNotUsed() throws Exception {
        List<String> flags = flags("-Djna.nosys=true", "-Djna.nounpack=true");
        String output = output(flags, ALL, "name");
        assertContains(output, HAS_FFM ? "ffm" : "portable");
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "the flag came with JDK 24")
    void deniedNativeAccessFallsBackAndNamesTheFlag() throws Exception {
        String output = output(List.of("--illegal-native-access=deny"), ALL, "name");
        assertContains(output, "portable");
        assertContains(output, "run java with --enable-native-access=ALL-UNNAMED");
    }

    @ParameterizedTest
    @ValueSource(ints = {Os.EPERM, Os.ENOSYS})
    void refusedFutexIsSaidOnce(int errno) throws Exception {
        String output = output(flags(), ALL, "name-without-futex", NATIVE, errno);
        assertContains(output, NATIVE);
        assertEquals(2, output.split("waits by polling", -1).length, output);
        assertContains(output, "(errno " + errno + ";");
    }

    private static List<String> flags(String... more) {
        List<String> flags = new ArrayList<>();
        flags.add("-XX:+IgnoreUnrecognizedVMOptions");
        flags.add("--enable-native-access=ALL-UNNAMED");
        flags.addAll(List.of(more));
        return flags;
    }

    /** All that a JVM says, its errors too; its flags and class path are the test's subject. */
    private static String output(List<String> flags, List<Class<?>> classPath, Object... arguments)
            throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(flags);
        command.add("-cp");
        command.add(String.join(":", new LinkedHashSet<>(locations(classPath))));
        command.add(OsChild.class.getName());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
        } finally {
            process.destroyForcibly();
        }
    }

    private static List<String> locations(List<Class<?>> classes) throws Exception {
        List<String> locations = new ArrayList<>();
        for (Class<?> type : classes) {
            URI location = type.getProtectionDomain().getCodeSource().getLocation().toURI();
            locations.add(Path.of(location).toString());
        }
        return locations;
    }

    private static void assertContains(String text, String part) {
        assertTrue(text.contains(part), text);
    }
}
