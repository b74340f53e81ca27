package io.zoosync.bench;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.PriorityQueue;
import java.util.Queue;

/**
 * What one lock comes to that more cores want all the time than this machine has: the steps of
 * {@code RobustLock}, event by event, on cores that share cache lines.
 *
 * <p>The model: a cache line is written where it is alone, and read where there is a copy; else it
 * comes over, which takes the same time between any two cores, and one core after another. The
 * lock's word is a line, the counter that it guards another. Each core has a process of its own;
 * the system wakes a sleeper at once. It is a bound from below: real processors let copies be read
 * side by side, and keep a line back for a moment for the core that has it. {@code bench lock}
 * measures what one and two processes do.
 */
final class LockSimulation {
    private static final double SIMULATED_NANOS = 20e6;
    private static final double NANOS_PER_MICRO = 1e3;

    /** Of {@code RobustLock}. */
    private static final int SPINS = 64;

    private static final int MOST_PAUSES = 8;
    private static final int LATE_LOOKS = 3;
    private static final double LATE_NAP_NANOS = 70_000;

    /** About what the machine takes on which this was written. */
    private static final double ATOMIC_NANOS = 2.5;

    private static final double READ_NANOS = 0.5;
    private static final double PAUSE_NANOS = 12;

    /** Calls of the system: to fall asleep, to wake another, and until that one runs. */
    private static final double SLEEP_NANOS = 900;

    private static final double WAKE_NANOS = 1_200;
    private static final double AWAKE_NANOS = 3_500;

    private final double transferNanos;
    private final Line word = new Line();
    private final Line counter = new Line();
    private final Queue<Runnable> sleepers = new ArrayDeque<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private double now;
    private long made;
    private long sections;

    /** The word's state. */
    private boolean held;

    private boolean hasWaiters;

    private LockSimulation(double transferNanos) {
        this.transferNanos = transferNanos;
    }

    /**
     * Runs so many cores, each of which takes the lock, adds to the counter and gives it up, again
     * and again.
     *
     * @param transferNanos for a cache line to come over from another core
     * @return how often the lock was held, in millions a second
     */
    static double run(int cores, double transferNanos) {
        LockSimulation simulation = new LockSimulation(transferNanos);
        for (int core = 0; core < cores; core++) {
            simulation.tryAcquire(core);
        }
        simulation.run();
        return simulation.sections / SIMULATED_NANOS * NANOS_PER_MICRO;
    }

    /** Events of the same time come in the order in which they were made. */
    private record Event(double time, long number, Runnable action) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int order = Double.compare(time, other.time);
            return order != 0 ? order : Long.compare(number, other.number);
        }
    }

    /** What a core wants of a line. */
    private record Request(int core, boolean writes, Runnable then) {}

    /** A cache line: in one core alone, or in several to be read. */
    private final class Line {
        private final Queue<Request> waiting = new ArrayDeque<>();
        private final BitSet copies = new BitSet();
        private int owner = -1;
        private boolean moves;

        void read(int core, Runnable then) {
            if (copies.get(core)) {
                after(READ_NANOS, then);
            } else {
                ask(new Request(core, false, then));
            }
        }

        void write(int core, Runnable then) {
            if (owner == core) {
                after(ATOMIC_NANOS, then);
            } else {
                ask(new Request(core, true, then));
            }
        }

        private void ask(Request request) {
            waiting.add(request);
            if (!moves) {
                move();
            }
        }

        private void move() {
            Request next = waiting.poll();
            moves = next != null;
            if (moves) {
                after(transferNanos, () -> arrive(next));
            }
        }

        private void arrive(Request request) {
            if (request.writes) {
                copies.clear();
                owner = request.core;
            } else {
                owner = -1;
            }
            copies.set(request.core);
            request.then.run();
            move();
        }
    }

    private void after(double nanos, Runnable action) {
        events.add(new Event(now + nanos, made++, action));
    }

    private void run() {
        while (now < SIMULATED_NANOS) {
            Event event = events.remove();
            now = event.time;
            event.action.run();
        }
    }

    private void tryAcquire(int core) {
        word.write(core, () -> takeOrElse(core, false, () -> spin(core, 0, 1)));
    }

    private void takeOrElse(int core, boolean withWaiters, Runnable otherwise) {
        if (held) {
            otherwise.run();
        } else {
            held = true;
            hasWaiters = withWaiters;
            counter.write(core, () -> release(core));
        }
    }

    private void spin(int core, int spun, int before) {
        if (spun >= SPINS) {
            word.read(core, () -> waitForIt(core, 0));
            return;
        }
        int pauses = Math.min(2 * before, MOST_PAUSES);
        Runnable again = () -> spin(core, spun + pauses, pauses);
        Runnable look =
                () -> {
                    if (held) {
                        again.run();
                    } else {
                        word.write(core, () -> takeOrElse(core, false, again));
                    }
                };
        after(PAUSE_NANOS * pauses, () -> word.read(core, look));
    }

    /**
     * @param lateLooks how often yet it looks again unmarked, if the lock is taken
     */
    private void waitForIt(int core, int lateLooks) {
        if (!held) {
            word.write(core, () -> takeOrElse(core, true, () -> waitForIt(core, lateLooks)));
        } else if (hasWaiters) {
            after(SLEEP_NANOS, () -> sleep(core));
        } else if (lateLooks > 0) {
            after(LATE_NAP_NANOS, () -> word.read(core, () -> waitForIt(core, lateLooks - 1)));
        } else {
            word.write(
                    core,
                    () -> {
                        hasWaiters = held;
                        waitForIt(core, 0);
                    });
        }
    }

    private void sleep(int core) {
        Runnable look = () -> word.read(core, () -> waitForIt(core, LATE_LOOKS));
        if (held && hasWaiters) {
            sleepers.add(() -> after(AWAKE_NANOS, look));
        } else {
            look.run();
        }
    }

    private void release(int core) {
        word.write(
                core,
                () -> {
                    boolean wakes = hasWaiters;
                    held = false;
                    hasWaiters = false;
                    sections++;
                    if (wakes) {
                        after(WAKE_NANOS, () -> wakeOne(core));
                    } else {
                        tryAcquire(core);
                    }
                });
    }

    private void wakeOne(int core) {
        Runnable sleeper = sleepers.poll();
        if (sleeper != null) {
            sleeper.run();
        }
        tryAcquire(core);
    }
}
