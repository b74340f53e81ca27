package io.zoosync.internal.shipping;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.testing.JShellProcess;
import io.zoosync.testing.JShellProcess.Mode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What travels from a real session of {@code jshell}; {@code session.jsh} says what should. */
@Timeout(300)
class JShellTest {
    @ParameterizedTest
    @EnumSource
    void shouldTravel(Mode mode) throws IOException, URISyntaxException {
        Path script = Path.of(JShellTest.class.getResource("session.jsh").toURI());

        assertEquals("55 checks, 0 failed", JShellProcess.run(mode, List.of(), script).strip());
    }
}
