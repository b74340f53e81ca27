package io.zoosync.internal.classfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.internal.classfile.Use.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ClassFileTest {
    private static final String SAMPLE = name(Sample.class);

    /** Something of each that is looked for, and a switch of each kind before it. */
    static class Sample extends Thread implements Callable<Object> {
        static int read = 1;
        static long written;
        static final String CONSTANT = String.valueOf(3);

        @Override
        public Object call() {
            int local = read;
            switch (local) { // tableswitch
                case 1, 2, 3 -> written = 4L;
                default -> local += 1000;
            }
            switch (local) { // lookupswitch
                case -100_000, 100_000 -> local++;
                default -> local = CONSTANT.length();
            }
            return local;
        }

        @SuppressWarnings({"UnnecessaryMethodReference", "UnnecessaryStringBuilder"})
        Object others(int[][] array) throws Exception {
            IntUnaryOperator lambda = x -> x + read;
            Callable<Sample> make = Sample::new;
            Callable<Object> bound = make.call()::call;
            Class<?> literal = Random.class;
            return helped(lambda, bound, literal, new StringBuilder(), array);
        }

        static Object helped(Object... values) {
            return values;
        }
    }

    @Test
    void shouldTellWhatAClassIs() throws IOException {
        ClassFile file = read(Sample.class);

        assertEquals(SAMPLE, file.name());
        assertEquals("java/lang/Thread", file.superclass());
        assertEquals(List.of("java/util/concurrent/Callable"), file.interfaces());
        assertEquals(ClassFile.STATIC, file.fieldFlags(new Member(SAMPLE, "read", "I")));
        assertEquals(-1, file.fieldFlags(new Member(SAMPLE, "read", "J")));
        assertNull(file.method(new Member(SAMPLE, "call", "()V")));
        assertNull(read(Object.class).superclass());
    }

    @Test
    void shouldFindAllClassesThatAreNamed() throws IOException {
        Set<String> named = read(Sample.class).referencedClasses();

        assertTrue(
                named.containsAll(
                        Set.of(
                                "java/util/Random",
                                "java/lang/Thread",
                                "java/util/function/IntUnaryOperator",
                                name(ClassFileTest.class))),
                named.toString());
        assertFalse(named.contains(SAMPLE));
    }

    @Test
    void shouldFollowTheInstructions() throws IOException {
        ClassFile file = read(Sample.class);
        List<Use> uses = file.uses(file.method(new Member(SAMPLE, "call", "()Ljava/lang/Object;")));

        assertEquals(
                List.of(
                        new Use(Kind.READ_STATIC, new Member(SAMPLE, "read", "I")),
                        new Use(Kind.WRITE_STATIC, new Member(SAMPLE, "written", "J")),
                        new Use(
                                Kind.READ_STATIC,
                                new Member(SAMPLE, "CONSTANT", "Ljava/lang/String;")),
                        new Use(Kind.CALL_VIRTUAL, new Member("java/lang/String", "length", "()I")),
                        new Use(
                                Kind.CALL_STATIC,
                                new Member(
                                        "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;"))),
                uses);
    }

    @Test
    void shouldLookIntoLambdasAndLiterals() throws IOException {
        ClassFile file = read(Sample.class);
        List<Use> uses =
                file.uses(file.method(new Member(SAMPLE, "others", "([[I)Ljava/lang/Object;")));

        List<Use> expected =
                List.of(
                        Use.of(Kind.IMPLEMENT, "java/util/function/IntUnaryOperator"),
                        new Use(Kind.CALL_STATIC, new Member(SAMPLE, "lambda$others$0", "(I)I")),
                        Use.of(Kind.CREATE, SAMPLE),
                        new Use(Kind.CALL_SPECIAL, new Member(SAMPLE, "<init>", "()V")),
                        new Use(
                                Kind.CALL_VIRTUAL,
                                new Member(SAMPLE, "call", "()Ljava/lang/Object;")),
                        Use.of(Kind.LITERAL, "java/util/Random"),
                        Use.of(Kind.CREATE, "java/lang/StringBuilder"));
        for (Use use : expected) {
            assertTrue(uses.contains(use), () -> use + " is not among " + uses);
        }
    }

    /** Every instruction and constant that compilers write comes up somewhere. */
    @Test
    void shouldReadAllOfTheJdk() throws IOException {
        long uses = 0;
        try (Stream<Path> files =
                Files.walk(
                        FileSystems.getFileSystem(URI.create("jrt:/"))
                                .getPath("modules", "java.base"))) {
            for (Path path : files.filter(p -> p.toString().endsWith(".class")).toList()) {
                ClassFile file = new ClassFile(Files.readAllBytes(path));
                for (ClassFile.Method method : file.methods()) {
                    uses += file.uses(method).size();
                }
            }
        }

        assertTrue(uses > 200_000, uses + " uses");
    }

    @Test
    void shouldRefuseWhatIsCutShort() throws IOException {
        byte[] bytes = bytes(Sample.class);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(IllegalArgumentException.class, () -> new ClassFile(cut));
        }
    }

    @Test
    void shouldEndAtWhateverIsDamaged() throws IOException {
        byte[] bytes = bytes(Sample.class);
        Random random = new Random(20);

        for (int n = 0; n < 20_000; n++) {
            byte[] damaged = bytes.clone();
            for (int i = random.nextInt(3); i >= 0; i--) {
                damaged[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                ClassFile file = new ClassFile(damaged);
                file.referencedClasses();
                file.methods().forEach(file::uses);
            } catch (IllegalArgumentException e) {
                // refused
            }
        }
    }

    private static ClassFile read(Class<?> type) throws IOException {
        return new ClassFile(bytes(type));
    }

    private static byte[] bytes(Class<?> type) throws IOException {
        try (InputStream in = type.getResourceAsStream("/" + name(type) + ".class")) {
            return in.readAllBytes();
        }
    }

    private static String name(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
