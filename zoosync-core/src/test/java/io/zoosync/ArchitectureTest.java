package io.zoosync;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.zoosync.internal.memory.Memory;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.VarHandle;
import java.lang.module.ModuleDescriptor;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the classes of this module may know of each other, and what the world may see of them. */
class ArchitectureTest {
    /** From the top: a package may use those of the layers below its own, and no other. */
    private static final List<Set<String>> LAYERS =
            List.of(
                    Set.of("io.zoosync.pool"),
                    Set.of("io.zoosync.array", "io.zoosync.lock", "io.zoosync.queue"),
                    Set.of("io.zoosync.shm", "io.zoosync.internal.sync"),
                    Set.of("io.zoosync.internal.segment"),
                    Set.of("io.zoosync.internal.process"),
                    Set.of("io.zoosync.internal.memory"),
                    Set.of(
                            "io.zoosync.internal.npy",
                            "io.zoosync.internal.os",
                            "io.zoosync.internal.shipping"),
                    Set.of("io.zoosync.internal.classfile"),
                    Set.of("io.zoosync"));

    /** What tells the wall clock's time, or waits for one. */
    private static final Pattern WALL_CLOCK =
            Pattern.compile(
                    "java[.]lang[.]System[.]currentTimeMillis.*"
                            + "|java[.]time[.].*[.]now[(].*"
                            + "|java[.]time[.](Clock|InstantSource)[.].*"
                            + "|java[.]util[.]Date[.]<init>[(][)]"
                            + "|java[.]util[.](Gregorian)?Calendar[.](getInstance|<init>).*"
                            + "|.*[.](awaitUntil|parkUntil)[(].*");

    private static final Path COMPILED = compiledClasses();
    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(COMPILED);

    @Test
    void shouldHaveEveryPackageInALayer() {
        Set<String> packages =
                CLASSES.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

        assertEquals(LAYERS.stream().flatMap(Set::stream).collect(Collectors.toSet()), packages);
    }

    @Test
    void shouldDependOnLayersBelowOnly() {
        Set<String> aboveOrBeside = new HashSet<>();
        for (Set<String> layer : LAYERS) {
            aboveOrBeside.addAll(layer);
            for (String name : layer) {
                Set<String> forbidden = new HashSet<>(aboveOrBeside);
                forbidden.remove(name);
                noClasses()
                        .that()
                        .resideInAPackage(name)
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(forbidden.toArray(String[]::new))
                        .check(CLASSES);
            }
        }
    }

    @Test
    void shouldReachSharedMemoryThroughOneClass() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Memory.class)
                .and()
                .doNotHaveFullyQualifiedName("io.zoosync.internal.os.Polling")
                .should()
                .dependOnClassesThat(belongToAnyOf(VarHandle.class))
                .because("Memory names the order of each access; Polling, below it, is a futex")
                .check(CLASSES);
    }

    /** The wall clock may be set back or forward at any time: no limit of time may depend on it. */
    @Test
    void shouldAskTheWallClockOnlyForWhatPeopleRead() {
        Set<String> those =
                CLASSES.stream()
                        .flatMap(type -> type.getAccessesFromSelf().stream())
                        .filter(access -> WALL_CLOCK.matcher(target(access)).matches())
                        .map(access -> access.getOrigin().getFullName())
                        .map(name -> name.substring(0, name.indexOf('(')))
                        .collect(Collectors.toSet());

        String registry = "io.zoosync.internal.process.ProcessRegistry.describeSelf"; // "started"
        String segment = "io.zoosync.internal.segment.Segment.create"; // "created"
        String condition = "io.zoosync.lock.SharedCondition.awaitUntil"; // is given a Date
        assertEquals(Set.of(registry, segment, condition), those);
    }

    private static String target(JavaAccess<?> access) {
        return access.getTarget().getFullName();
    }

    /** Looks at all the text of the class files, so that reflection is caught too. */
    @Test
    void shouldNotTouchTheInternalsOfTheJdk() throws IOException {
        List<String> forbidden = List.of("sun.misc", "jdk.internal");
        for (Path file : filesBelow(COMPILED)) {
            String text = Files.readString(file, ISO_8859_1).replace('/', '.');
            for (String name : forbidden) {
                assertFalse(text.contains(name), () -> file + " names " + name);
            }
        }
    }

    @Test
    void shouldExportWhatTheCommittedListSays() throws IOException {
        assertEquals(committedList("public-api.txt"), publicApi());
    }

    /** A line for each exported package, followed by one for each of its public types. */
    private static String publicApi() throws IOException {
        return exportedPackages()
                .sorted()
                .map(name -> name + "\n" + publicTypes(name))
                .collect(Collectors.joining());
    }

    private static String publicTypes(String packageName) {
        return CLASSES.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .filter(ArchitectureTest::isVisible)
                .map(type -> "    " + type.getName().substring(packageName.length() + 1) + "\n")
                .sorted()
                .collect(Collectors.joining());
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(PUBLIC)
                && type.getEnclosingClass().map(ArchitectureTest::isVisible).orElse(true);
    }

    private static Stream<String> exportedPackages() throws IOException {
        try (InputStream in = Files.newInputStream(COMPILED.resolve("module-info.class"))) {
            return ModuleDescriptor.read(in).exports().stream()
                    .map(export -> export.source() + targets(export.targets()));
        }
    }

    private static String targets(Set<String> modules) {
        return modules.isEmpty() ? "" : " to " + String.join(", ", modules);
    }

    private static List<Path> filesBelow(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".class")).toList();
        }
    }

    private static String committedList(String name) throws IOException {
        try (InputStream in = ArchitectureTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }

    private static Path compiledClasses() {
        try {
            return Path.of(
                    Memory.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
