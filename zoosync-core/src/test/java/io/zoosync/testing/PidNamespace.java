package io.zoosync.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Has each {@link ChildJvm} run in a PID namespace of its own, as in a container, if {@code
 * -Dzoosync.test.pidns=true} asks for it: there each of them is process 1. Where the machine does
 * not allow such namespaces, neither to this user nor by a user namespace, all tests are skipped.
 *
 * <p>All tests of deaths so: {@code mvn test-compile surefire:test@default-test -pl zoosync-core
 * -Dgroups=deaths -Dzoosync.test.pidns=true}. Each build does so with some of them (see the pom).
 */
public final class PidNamespace implements ExecutionCondition {
    private static final boolean WANTED = Boolean.getBoolean("zoosync.test.pidns");

    private static final List<String> UNSHARE =
            List.of("unshare", "--pid", "--fork", "--mount-proc", "--kill-child");
    private static final List<String> UNSHARE_AS_USER =
            List.of(
                    "unshare",
                    "--user",
                    "--map-root-user",
                    "--pid",
                    "--fork",
                    "--mount-proc",
                    "--kill-child");

    /** Null if there is no way. */
    private static final List<String> WORKING =
            Stream.of(UNSHARE, UNSHARE_AS_USER)
                    .filter(PidNamespace::works)
                    .findFirst()
                    .orElse(null);

    private static final String REFUSAL =
            "this machine does not allow `" + String.join(" ", UNSHARE_AS_USER) + "`";

    /** What precedes the command line of each child; empty if it is to share our namespace. */
    static List<String> prefix() {
        return WANTED ? List.of(command()) : List.of();
    }

    /** The command that runs another one in a new namespace; the test is skipped if none can. */
    public static String[] command() {
        assumeTrue(WORKING != null, REFUSAL);
        return WORKING.toArray(String[]::new);
    }

    /** Whether a command that runs another one can do so here. */
    private static boolean works(List<String> prefix) {
        List<String> command = new ArrayList<>(prefix);
        command.add("true");
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        try {
            return builder.start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (WANTED && WORKING == null) {
            return ConditionEvaluationResult.disabled(REFUSAL);
        }
        return ConditionEvaluationResult.enabled(WANTED ? "in PID namespaces" : "as usual");
    }
}
