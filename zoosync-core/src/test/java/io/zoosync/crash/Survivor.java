package io.zoosync.crash;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;

/** A process that outlives the others, in one case after the other. */
final class Survivor implements AutoCloseable {
    private final ChildJvm child;

    Survivor(Path counts) throws IOException {
        child =
                ChildJvm.of(CrashProcess.class, "survive")
                        .flags("-D" + Passings.PROPERTY + "=" + counts, "-Xmx128m")
                        .start();
    }

    /** Which points a repair passes, and how often. */
    Map<CrashPoint, Integer> repair(Scenario scenario, Place place) {
        tell("repair", scenario, place);
        Map<CrashPoint, Integer> passed = new EnumMap<>(CrashPoint.class);
        Passings.parse(child.expectLine("passed").strip())
                .forEach((name, count) -> passed.put(CrashPoint.valueOf(name), count.intValue()));
        return passed;
    }

    Map<String, Long> goOn(Scenario scenario, Place place) {
        tell("goOn", scenario, place);
        return saw();
    }

    void beside(Scenario scenario, Place place) {
        tell("beside", scenario, place);
        child.expectLine("begun");
    }

    Map<String, Long> ended() {
        child.send("ended");
        return saw();
    }

    private void tell(String what, Scenario scenario, Place place) {
        child.send(
                String.join(
                        " ",
                        what,
                        scenario.id(),
                        place.base().toString(),
                        place.name(),
                        Integer.toString(place.process()),
                        Integer.toString(place.processes())));
    }

    private Map<String, Long> saw() {
        return Passings.parse(child.expectLine("saw").strip());
    }

    @Override
    public void close() {
        child.close();
    }
}
