package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.testing.JShellProcess;
import io.zoosync.testing.JShellProcess.Mode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What travels from a real session of {@code jshell}; {@code session.jsh} says what should. */
@Timeout(300)
class JShellTest {
    static Stream<Arguments> sessions() {
        return JShellProcess.jdks().stream()
                .flatMap(jdk -> Arrays.stream(Mode.values()).map(mode -> Arguments.of(jdk, mode)));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("sessions")
    void shouldTravel(Path jdk, Mode mode) throws IOException, URISyntaxException {
        Path script = Path.of(JShellTest.class.getResource("session.jsh").toURI());

        assertEquals(
                "55 checks, 0 failed", JShellProcess.run(jdk, mode, List.of(), script).strip());
    }
}
