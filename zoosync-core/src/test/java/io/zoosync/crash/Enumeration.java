package io.zoosync.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.testing.ChildJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has real processes die at every pair (point, n-th passing) of scenarios, up to a depth. A trial
 * run counts which points a scenario passes how often; then each pair gets a process that halts
 * there, and a survivor that finishes. Where the survivor would have to repair, further copies of
 * what the dead process left go to processes that halt at each point of their own repair, before
 * the survivor finishes.
 */
final class Enumeration implements AutoCloseable {
    private static final int AT_ONCE = 3;
    private static final int TRIES = 3;

    private final Path base;
    private final int depth;
    private final int pairDepth;
    private final AtomicInteger places = new AtomicInteger();
    private final ExecutorService workers = Executors.newFixedThreadPool(AT_ONCE);
    private final BlockingQueue<Survivor> survivors = new LinkedBlockingQueue<>();

    /**
     * @param depth how many passings of a point to have the first process die at
     * @param pairDepth how many of those to have a second one die after, and at how many passings
     *     of its own points; at 1, deaths after which the repair takes a path that it took after
     *     another death are left out
     */
    Enumeration(Path base, int depth, int pairDepth) throws IOException {
        this.base = base;
        this.depth = depth;
        this.pairDepth = pairDepth;
        for (int i = 0; i < AT_ONCE; i++) {
            survivors.add(new Survivor(base.resolve("counts-" + i)));
        }
    }

    Tally enumerate(Scenario scenario) throws Exception {
        Tally tally = new Tally(scenario.title());
        Place template = new Place(base, nextName(), 1, 2);
        try {
            template.directory().toFile().mkdirs();
            scenario.prepare(template);
            List<Future<Void>> cases = new ArrayList<>();
            trial(scenario, template)
                    .forEach(
                            (point, count) -> {
                                for (int n = 1; n <= Math.min(count, depth); n++) {
                                    int passing = n;
                                    Callable<Void> one =
                                            () -> one(scenario, template, point, passing, tally);
                                    cases.add(workers.submit(one));
                                }
                            });
            awaitAll(cases);
        } finally {
            template.remove();
            tally.end();
        }
        return tally;
    }

    private static void awaitAll(List<Future<Void>> cases) throws InterruptedException {
        AssertionError failures = null;
        for (Future<Void> one : cases) {
            try {
                one.get();
            } catch (ExecutionException e) {
                if (failures == null) {
                    failures = new AssertionError(e.getCause().getMessage(), e.getCause());
                } else {
                    failures.addSuppressed(e.getCause());
                }
            }
        }
        if (failures != null) {
            throw failures;
        }
    }

    private String nextName() {
        return "crash-" + places.incrementAndGet();
    }

    /** How often a process that is left alone passes which points. */
    private Map<CrashPoint, Integer> trial(Scenario scenario, Place template) throws Exception {
        Place place = template.copy(nextName());
        Path counts = place.directory().resolve("counts");
        String flag = "-D" + property(scenario) + ".counts=" + counts;
        Survivor survivor = survivors.take();
        boolean sound = false;
        try {
            int status = dying(scenario, place, "run", flag, survivor);
            assertEquals(0, status, "exit status of a trial run of " + scenario.title());
            finish(scenario, place, survivor);
            Map<CrashPoint, Integer> passings = Passings.read(counts);
            passings.keySet().removeIf(point -> !scenario.covers(point));
            sound = true;
            return passings;
        } finally {
            giveBack(survivor, sound);
            place.remove();
        }
    }

    private static Map<String, Long> finish(Scenario scenario, Place place, Survivor survivor) {
        return scenario.isBeside() ? survivor.ended() : survivor.goOn(scenario, place.as(0, 2));
    }

    private static String property(Scenario scenario) {
        return scenario.diesIndirectly() ? "zoosync.worker.crashpoint" : "zoosync.crashpoint";
    }

    private Void one(Scenario scenario, Place template, CrashPoint point, int passing, Tally tally)
            throws Exception {
        String what = scenario.title() + " " + point + ":" + passing;
        for (int i = 0; i < TRIES; i++) {
            Place place = template.copy(nextName());
            try {
                if (dies(scenario, place, point, passing, tally)) {
                    return null;
                }
            } catch (Throwable e) {
                throw new AssertionError(what + ": " + e.getMessage(), e);
            } finally {
                place.remove();
            }
        }
        tally.missed();
        return null;
    }

    private boolean dies(Scenario scenario, Place place, CrashPoint point, int passing, Tally tally)
            throws Exception {
        Survivor survivor = survivors.take();
        boolean sound = false;
        try {
            String flag = "-D" + property(scenario) + "=" + point + ":" + passing;
            int status = dying(scenario, place, "run", flag, survivor);
            boolean died = status == ChildJvm.KILLED;
            if (died) {
                tally.died(point);
                if (scenario.hasPairs() && passing <= pairDepth) {
                    pairs(scenario, place, survivor, tally);
                }
            } else {
                assertEquals(0, status, "exit status");
            }
            tally.saw(finish(scenario, place, survivor));
            sound = true;
            return died;
        } finally {
            giveBack(survivor, sound);
        }
    }

    /** A survivor that failed may hold anything: another takes its place. */
    private void giveBack(Survivor survivor, boolean sound) throws IOException {
        if (sound) {
            survivors.add(survivor);
        } else {
            survivor.close();
            survivors.add(new Survivor(base.resolve("counts-" + nextName())));
        }
    }

    private void pairs(Scenario scenario, Place place, Survivor survivor, Tally tally)
            throws Exception {
        Place trial = place.copy(nextName()).as(2, 3);
        Map<CrashPoint, Integer> passed;
        try {
            passed = survivor.repair(scenario, trial);
        } finally {
            trial.remove();
        }
        if (passed.keySet().stream().noneMatch(scenario::repairs)) {
            return;
        }
        boolean isNew = tally.repairs(passed);
        if (!isNew && pairDepth < 2) {
            return;
        }
        for (Map.Entry<CrashPoint, Integer> entry : passed.entrySet()) {
            for (int n = 1; n <= Math.min(entry.getValue(), pairDepth); n++) {
                pair(scenario, place, survivor, entry.getKey(), n, tally);
            }
        }
    }

    private void pair(
            Scenario scenario,
            Place place,
            Survivor survivor,
            CrashPoint second,
            int passing,
            Tally tally)
            throws Exception {
        Place copy = place.copy(nextName()).as(2, 3);
        try {
            String flag = "-D" + property(scenario) + "=" + second + ":" + passing;
            int status = dying(scenario, copy, "repair", flag, survivor);
            if (status == ChildJvm.KILLED) {
                tally.diedInRepair(second);
            } else {
                assertEquals(0, status, "exit status");
                tally.missed();
            }
            tally.saw(survivor.goOn(scenario, copy.as(0, 3)));
        } catch (Throwable e) {
            throw new AssertionError("then " + second + ":" + passing + ": " + e.getMessage(), e);
        } finally {
            copy.remove();
        }
    }

    /** Runs a process to its end, and tells its exit status. */
    private static int dying(
            Scenario scenario, Place place, String part, String flag, Survivor survivor)
            throws IOException {
        if (scenario.isBeside()) {
            survivor.beside(scenario, place.as(0, 2));
        }
        ChildJvm.Builder builder =
                ChildJvm.of(
                                CrashProcess.class,
                                part,
                                scenario.id(),
                                place.base(),
                                place.name(),
                                place.process(),
                                place.processes())
                        .flags("-Xint", flag); // it does not live long enough for a compiler
        if (scenario.hasOwnDirectory()) {
            builder.directory(place.sharedDirectory());
        }
        try (ChildJvm child = builder.start()) {
            int status = child.waitFor(ChildJvm.PATIENCE);
            if (status != 0 && status != ChildJvm.KILLED) {
                throw child.failure("exit status " + status);
            }
            return status;
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        survivors.forEach(Survivor::close);
    }
}
