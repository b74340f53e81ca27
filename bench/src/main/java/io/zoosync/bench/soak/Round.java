package io.zoosync.bench.soak;

import io.zoosync.queue.ZooQueue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Some seconds of chaos, and the account of them. */
final class Round {
    private static final int PRODUCERS = 2;
    private static final int CONSUMERS = 2;
    private static final int HOLDERS = 3;
    private static final int LONGEST_PAUSE_MILLIS = 300;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Path directory;
    private final Board board;
    private final ZooQueue queue;
    private final PoolUser pool;
    private final Random random;
    private final Totals totals;
    private final List<Victim> running = new ArrayList<>();
    private final List<Integer> producers = new ArrayList<>();
    private final List<Integer> holders = new ArrayList<>();

    Round(Path directory, Board board, ZooQueue queue, PoolUser pool, long seed, Totals totals) {
        this.directory = directory;
        this.board = board;
        this.queue = queue;
        this.pool = pool;
        this.random = new Random(seed);
        this.totals = totals;
    }

    void run(long nanos) throws Exception {
        long before = board.total();
        board.phase(Board.RUN);
        try {
            for (Worker.Role role : Worker.Role.values()) {
                for (int i = 0; i < number(role); i++) {
                    start(role);
                }
            }
            long end = System.nanoTime() + nanos;
            while (System.nanoTime() < end) {
                Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
                disturb();
            }
            settle();
        } finally {
            for (Victim victim : running) {
                victim.kill();
            }
        }
        account(before);
        pool.account(totals);
    }

    private static int number(Worker.Role role) {
        return switch (role) {
            case PRODUCER -> PRODUCERS;
            case CONSUMER -> CONSUMERS;
            case HOLDER -> HOLDERS;
        };
    }

    private void start(Worker.Role role) throws IOException {
        int number = totals.processes++;
        if (role != Worker.Role.CONSUMER) {
            (role == Worker.Role.PRODUCER ? producers : holders).add(number);
        }
        running.add(Victim.start(role, number, directory));
    }

    /** Kills, stops or continues one process, and replaces one that ended by itself. */
    private void disturb() throws Exception {
        pool.disturb(random, totals);
        // The elder of two: processes that are still starting have nothing to lose.
        int chosen = Math.min(random.nextInt(running.size()), random.nextInt(running.size()));
        Victim victim = running.get(chosen);
        if (!victim.isAlive()) {
            checkEnd(victim);
            running.remove(chosen);
            start(victim.role());
        } else if (victim.isStopped()) {
            victim.resume();
        } else if (random.nextInt(4) == 0) {
            victim.stop();
            totals.stops++;
        } else {
            if (victim.role() == Worker.Role.HOLDER) {
                board.holderKilled();
            }
            victim.kill();
            totals.kills++;
            totals.producerKills += victim.role() == Worker.Role.PRODUCER ? 1 : 0;
            running.remove(chosen);
            start(victim.role());
        }
    }

    private static void checkEnd(Victim victim) throws BrokenPromiseException {
        if (victim.exitStatus() != 0) {
            throw new BrokenPromiseException(
                    victim.role()
                            + " "
                            + victim.number()
                            + " ended with status "
                            + victim.exitStatus());
        }
    }

    /** No more deaths: producers and holders end, consumers empty the queue and end. */
    private void settle() throws Exception {
        for (Victim victim : running) {
            if (victim.isStopped()) {
                victim.resume();
            }
        }
        board.phase(Board.DRAIN);
        awaitEnd(Worker.Role.PRODUCER);
        awaitEnd(Worker.Role.HOLDER);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (queue.stats().usedBytes() > 0) {
            if (System.nanoTime() > deadline) {
                throw new BrokenPromiseException("the queue does not empty: " + queue.stats());
            }
            Thread.sleep(1);
        }
        board.phase(Board.END);
        awaitEnd(Worker.Role.CONSUMER);
    }

    private void awaitEnd(Worker.Role role) throws Exception {
        for (Victim victim : running) {
            if (victim.role() == role) {
                if (!victim.awaitEnd(PATIENCE_NANOS)) {
                    throw new BrokenPromiseException(role + " " + victim.number() + " hangs");
                }
                checkEnd(victim);
            }
        }
    }

    private void account(long before) throws IOException, BrokenPromiseException {
        for (int producer : producers) {
            judgeMessages(producer);
        }
        judgeLostClaims();
        judgeAdditions(board.total() - before);
    }

    /** What was committed was received; what nobody began to commit was not. */
    private void judgeMessages(int producer) throws IOException, BrokenPromiseException {
        Journal journal = Journal.open(directory, producer);
        long committed = journal.counted(Journal.COMMITTED);
        long committing = journal.counted(Journal.COMMITTING);
        for (int i = 0; i < Journal.MOST_MESSAGES; i++) {
            boolean received = journal.wasReceived(i);
            if (i < committed && !received) {
                throw new BrokenPromiseException(
                        "message " + i + " of producer " + producer + " is lost");
            }
            if (i >= committing && received) {
                throw new BrokenPromiseException(
                        "message " + i + " of producer " + producer + " was never committed");
            }
            totals.messages += received ? 1 : 0;
            totals.redelivered += journal.cameAgain(i) ? 1 : 0;
        }
        totals.claimsLostAtLeast += journal.counted(Journal.CLAIMED) - committing;
        Files.delete(directory.resolve("journal-" + producer));
    }

    private void judgeLostClaims() throws BrokenPromiseException {
        long lost = queue.stats().lostClaims();
        if (lost < totals.claimsLostAtLeast || lost > totals.producerKills) {
            throw new BrokenPromiseException(
                    "claims of the dead: at least "
                            + totals.claimsLostAtLeast
                            + ", at most "
                            + totals.producerKills
                            + ", counted "
                            + lost);
        }
    }

    private void judgeAdditions(long added) throws IOException, BrokenPromiseException {
        long least = 0;
        long most = 0;
        for (int holder : holders) {
            Journal journal = Journal.open(directory, holder);
            least += journal.counted(Journal.COMMITTED);
            most += journal.counted(Journal.COMMITTING);
            Files.delete(directory.resolve("journal-" + holder));
        }
        if (added < least || added > most) {
            throw new BrokenPromiseException(
                    "the lock did not exclude: additions=" + added + " of " + least + ".." + most);
        }
        totals.additions += added;
    }
}
