package io.zoosync.queue;

import static io.zoosync.internal.memory.CrashPoint.*;
import static io.zoosync.queue.QueueWorker.Script.*;

import io.zoosync.internal.memory.CrashPoint;
import io.zoosync.queue.QueueWorker.Script;
import io.zoosync.testing.ZooDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * Kills producers and consumers at crash points, and those who repair after them as well, while a
 * survivor is at work beside them. That every point is reached is for {@code CrashEnumerationTest}
 * to see, in which the survivors come afterwards.
 */
@Tag("deaths")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class QueueCrashTest extends QueueTestCase {
    private static final int AT_ONCE = 3;

    /** In memory: a process that waits for a disk to write its ledger to waits for nothing else. */
    private static final Path DIRECTORY = ZooDirectory.createTemporary();

    private final List<Scenario> scenarios = new ArrayList<>();

    @AfterAll
    static void removeLedgers() {
        ZooDirectory.remove(DIRECTORY);
    }

    /** A case to be run, and how many claims are lost in it. */
    private record Scenario(String name, CrashCase.Step steps, long lost) {}

    private void add(String name, long lost, CrashCase.Step steps) {
        scenarios.add(new Scenario(name, steps, lost));
    }

    private void sender(Script script, CrashPoint point, long lost, int... passings) {
        for (int passing : passings) {
            add(
                    script + " " + point + ":" + passing,
                    lost,
                    self -> self.receiving(beside -> beside.crash(script, point, passing)));
        }
    }

    private void receiver(Script script, CrashPoint point, int... passings) {
        for (int passing : passings) {
            add(
                    script + " " + point + ":" + passing,
                    0,
                    self -> self.sending(beside -> beside.crash(script, point, passing)));
        }
    }

    /** A consumer that dies while it gives up the claims of a dead producer. */
    private void loser(Script script, CrashPoint point, int... passings) {
        for (int passing : passings) {
            add(
                    "DIE_IN_CLAIMS, " + script + " " + point + ":" + passing,
                    3,
                    self -> self.die(DIE_IN_CLAIMS).crash(script, point, passing));
        }
    }

    /** A consumer that dies, and another that dies while it repairs after it. */
    private void repairer(
            Script script, CrashPoint point, int passing, Script next, CrashPoint... nextPoints) {
        for (CrashPoint nextPoint : nextPoints) {
            add(
                    script + " " + point + ":" + passing + ", " + next + " " + nextPoint,
                    0,
                    self ->
                            self.sending(
                                    beside ->
                                            beside.crash(script, point, passing)
                                                    .crash(next, nextPoint, 1)));
        }
    }

    /** A producer that dies in its claim, and another that dies when it comes after it. */
    private void successor(Script next, long lost, CrashPoint... nextPoints) {
        for (CrashPoint nextPoint : nextPoints) {
            add(
                    "SEND_EXCLUSIVE QUEUE_TAIL_PUBLISHED:4, " + next + " " + nextPoint,
                    lost,
                    self ->
                            self.receiving(
                                    beside ->
                                            beside.crash(SEND_EXCLUSIVE, QUEUE_TAIL_PUBLISHED, 4)
                                                    .crash(next, nextPoint, 1)));
        }
    }

    private void senders() {
        sender(SEND_SHARED, LOCK_ACQUIRED, 0, 1, 2, 30);
        sender(SEND_SHARED, LOCK_RELEASED, 1, 1, 2, 30);
        sender(SEND_SHARED, QUEUE_PADDED, 0, 1, 2, 11);
        sender(SEND_SHARED, QUEUE_NEXT_CLEARED, 0, 1, 2, 30);
        sender(SEND_SHARED, QUEUE_CLAIMED, 0, 1, 2, 30);
        sender(SEND_SHARED, QUEUE_TAIL_PUBLISHED, 1, 1, 2, 4, 30);
        sender(SEND_SHARED, QUEUE_COMMITTED, 0, 1, 2, 30);
        sender(SEND_SHARED, QUEUE_ABORTED, 0, 1, 2, 10);
        for (Script batches : new Script[] {SEND_BATCHES_SHARED, SEND_BATCHES_EXCLUSIVE}) {
            sender(batches, QUEUE_TAIL_PUBLISHED, 1, 1, 3, 7);
            sender(batches, QUEUE_BATCH_WRITTEN, 1, 1, 3, 7);
            sender(batches, QUEUE_COMMITTED, 0, 1, 3, 7);
            sender(batches, QUEUE_ABORTED, 0, 1);
        }
        sender(SEND_TO_SLEEPERS, WAIT_NUMBER_RAISED, 0, 1, 2, 6);
        sender(SEND_EXCLUSIVE, LOCK_ACQUIRED, 0, 1);
        sender(SEND_EXCLUSIVE, LOCK_RELEASED, 0, 1);
        sender(SEND_EXCLUSIVE, QUEUE_EXCLUSIVE_MARKED, 0, 1);
        sender(SEND_EXCLUSIVE, QUEUE_EXCLUSIVE_CLEARED, 0, 1);
        sender(SEND_EXCLUSIVE, QUEUE_PADDED, 0, 1, 2, 11);
        sender(SEND_EXCLUSIVE, QUEUE_NEXT_CLEARED, 0, 1, 2, 30);
        sender(SEND_EXCLUSIVE, QUEUE_CLAIMED, 0, 1, 2, 30);
        sender(SEND_EXCLUSIVE, QUEUE_TAIL_PUBLISHED, 1, 1, 2, 4, 30);
        sender(SEND_EXCLUSIVE, QUEUE_COMMITTED, 0, 1, 2, 30);
        sender(SEND_EXCLUSIVE, QUEUE_ABORTED, 0, 1, 2, 10);
    }

    private void receivers() {
        receiver(RECEIVE_SHARED, LOCK_ACQUIRED, 1, 2, 20);
        receiver(RECEIVE_SHARED, LOCK_RELEASED, 1, 2, 20);
        receiver(RECEIVE_SHARED_FROM_SLEEPERS, WAIT_NUMBER_RAISED, 1, 2, 4);
        receiver(RECEIVE_SHARED, QUEUE_VIEW_NOTED, 1, 2, 3, 20);
        receiver(RECEIVE_SHARED, QUEUE_CURSOR_ADVANCED, 1, 2, 3, 20);
        receiver(RECEIVE_SHARED, QUEUE_DRAIN_MOVED, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_VIEW_FREED, 1, 2, 3, 20);
        receiver(RECEIVE_SHARED, QUEUE_VIEW_RETURNED, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_VIEW_RETAKEN, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_SPLIT_BEGUN, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_SPLIT_NOTED, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_SPLIT_SHORTENED, 1, 2, 7);
        receiver(RECEIVE_SHARED, QUEUE_SPLIT_ENDED, 1, 2, 7);
        receiver(RECEIVE_EXCLUSIVE, LOCK_ACQUIRED, 1);
        receiver(RECEIVE_EXCLUSIVE_FROM_SLEEPERS, WAIT_NUMBER_RAISED, 1, 2, 4);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_EXCLUSIVE_MARKED, 1);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_EXCLUSIVE_CLEARED, 1);
        receiver(RECEIVE_EXCLUSIVE, LOCK_RELEASED, 1);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_CURRENT_NOTED, 1, 2, 3, 20);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_CURSOR_ADVANCED, 1, 2, 3, 20);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_VIEW_NOTED, 1, 2, 7);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_REPAIR_CONVERTED, 1, 2, 7);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_VIEW_RETAKEN, 1, 2, 7);
        receiver(RECEIVE_EXCLUSIVE, QUEUE_VIEW_FREED, 1, 2, 7);
    }

    private void losers() {
        for (Script script : new Script[] {RECEIVE_SHARED, RECEIVE_EXCLUSIVE}) {
            for (CrashPoint point :
                    new CrashPoint[] {
                        QUEUE_CLAIM_LOST,
                        QUEUE_LOST_SETTLED,
                        QUEUE_LOST_PLANNED,
                        QUEUE_LOST_PLACED,
                        QUEUE_LOST_COUNTED
                    }) {
                loser(script, point, 1, 2, 3);
            }
        }
        successor(SEND_SHARED, 1, LOCK_RECOVERED, QUEUE_REPAIR_UNMARKED, QUEUE_NEXT_CLEARED);
        successor(SEND_SHARED, 2, QUEUE_TAIL_PUBLISHED);
        successor(SEND_EXCLUSIVE, 1, LOCK_RECOVERED, QUEUE_REPAIR_UNMARKED);
        successor(SEND_EXCLUSIVE, 1, QUEUE_EXCLUSIVE_MARKED);
        successor(SEND_EXCLUSIVE, 2, QUEUE_TAIL_PUBLISHED);
    }

    private void repairers() {
        for (Script next : new Script[] {RECEIVE_SHARED, RECEIVE_EXCLUSIVE}) {
            repairer(
                    RECEIVE_SHARED,
                    QUEUE_VIEW_NOTED,
                    3,
                    next,
                    LOCK_RECOVERED,
                    QUEUE_REPAIR_FREED,
                    QUEUE_REPAIR_ENDED);
            repairer(
                    RECEIVE_SHARED,
                    QUEUE_CURSOR_ADVANCED,
                    3,
                    next,
                    QUEUE_REPAIR_ENDED,
                    QUEUE_VIEW_RETAKEN,
                    QUEUE_VIEW_FREED);
            for (CrashPoint split :
                    new CrashPoint[] {
                        QUEUE_SPLIT_BEGUN, QUEUE_SPLIT_NOTED, QUEUE_SPLIT_SHORTENED
                    }) {
                repairer(RECEIVE_SHARED, split, 1, next, QUEUE_REPAIR_ENDED, QUEUE_VIEW_RETAKEN);
            }
            repairer(
                    RECEIVE_EXCLUSIVE,
                    QUEUE_CURRENT_NOTED,
                    5,
                    next,
                    LOCK_RECOVERED,
                    QUEUE_REPAIR_ENDED,
                    QUEUE_VIEW_NOTED,
                    QUEUE_REPAIR_CONVERTED,
                    QUEUE_CURSOR_ADVANCED,
                    QUEUE_VIEW_RETAKEN);
            repairer(
                    RECEIVE_EXCLUSIVE,
                    QUEUE_REPAIR_CONVERTED,
                    1,
                    next,
                    QUEUE_REPAIR_FREED,
                    QUEUE_REPAIR_CONVERTED);
        }
        repairer(RECEIVE_SHARED, QUEUE_SPLIT_NOTED, 2, RECEIVE_SHARED, QUEUE_SPLIT_NOTED);
        repairer(RECEIVE_SHARED, QUEUE_SPLIT_SHORTENED, 2, RECEIVE_SHARED, QUEUE_SPLIT_NOTED);
        add(
                "three die in one repair",
                0,
                self ->
                        self.sending(
                                beside ->
                                        beside.crash(RECEIVE_EXCLUSIVE, QUEUE_CURRENT_NOTED, 5)
                                                .crash(RECEIVE_SHARED, QUEUE_REPAIR_CONVERTED, 1)
                                                .crash(RECEIVE_EXCLUSIVE, QUEUE_REPAIR_FREED, 1)
                                                .crash(RECEIVE_SHARED, QUEUE_VIEW_RETAKEN, 1)));
        add(
                "producers and consumers die",
                4,
                self ->
                        self.die(DIE_IN_CLAIMS)
                                .sending(
                                        beside ->
                                                beside.crash(
                                                                RECEIVE_SHARED,
                                                                QUEUE_CURSOR_ADVANCED,
                                                                9)
                                                        .crash(
                                                                RECEIVE_EXCLUSIVE,
                                                                QUEUE_CURRENT_NOTED,
                                                                3))
                                .receiving(
                                        beside ->
                                                beside.crash(
                                                        SEND_EXCLUSIVE, QUEUE_TAIL_PUBLISHED, 2)));
    }

    private void waiters() {
        for (CrashPoint point : new CrashPoint[] {LOCK_WAITER_MARKED, LOCK_WOKEN}) {
            add(
                    "AWAIT_PRODUCER_END " + point,
                    0,
                    self -> self.holdingProducerEnd(e -> e.crash(AWAIT_PRODUCER_END, point, 1)));
            add(
                    "AWAIT_CONSUMER_END " + point,
                    0,
                    self -> self.holdingConsumerEnd(e -> e.crash(AWAIT_CONSUMER_END, point, 1)));
        }
    }

    private void buildTable() {
        senders();
        receivers();
        losers();
        repairers();
        waiters();
    }

    @TestFactory
    List<DynamicTest> shouldSurvive() {
        buildTable();
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            Future<?> result = pool.submit(() -> run(scenario));
            tests.add(DynamicTest.dynamicTest(scenario.name(), () -> await(result)));
        }
        pool.shutdown();
        return tests;
    }

    private Void run(Scenario scenario) throws Exception {
        CrashCase crash = new CrashCase(queue(), DIRECTORY);
        scenario.steps().run(crash);
        crash.judge(scenario.lost());
        return null;
    }

    private static void await(Future<?> result) throws Throwable {
        try {
            result.get(100, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause();
        }
    }
}
