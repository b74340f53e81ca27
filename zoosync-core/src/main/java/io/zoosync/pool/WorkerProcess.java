package io.zoosync.pool;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A worker, as the parent sees it. */
final class WorkerProcess {
    private final int number;
    private final int line;
    private final Process process;
    private final OutputPump output;
    private final OutputPump errors;
    private boolean ready;
    private Throwable startFailure;

    WorkerProcess(int number, int line, Process process) {
        this.number = number;
        this.line = line;
        this.process = process;
        this.output = OutputPump.start(process.getInputStream(), () -> System.out);
        this.errors = OutputPump.start(process.getErrorStream(), () -> System.err);
    }

    /** Its number in the pool, which its successor gets. */
    int number() {
        return number;
    }

    /** Its line in the control memory. */
    int line() {
        return line;
    }

    Process process() {
        return process;
    }

    boolean isReady() {
        return ready;
    }

    void setReady() {
        ready = true;
    }

    void setStartFailure(Throwable failure) {
        startFailure = failure;
    }

    Throwable startFailure() {
        return startFailure;
    }

    /** Tells it where it is to work. */
    void assign(PoolFiles files) {
        try {
            DataOutputStream assignment = new DataOutputStream(process.getOutputStream());
            assignment.writeUTF(files.directory().toString());
            assignment.writeInt(line);
            assignment.flush();
        } catch (IOException e) {
            // it has ended, which is noticed in any case
        }
    }

    /** Asks it to end. */
    void quit() {
        try (OutputStream hold = process.getOutputStream()) {
            hold.write(WorkerMain.QUIT);
        } catch (IOException e) {
            // it has ended
        }
    }

    /** Waits until what it printed, now that it has ended, is passed on. */
    void awaitOutput() {
        output.awaitEnd();
        errors.awaitEnd();
    }

    void kill() {
        process.destroyForcibly();
    }

    /** What is thrown for a task that it died of. */
    WorkerDiedException died(String task, long index, int deaths) {
        return new WorkerDiedException(
                task, index, number, process.pid(), process.exitValue(), deaths);
    }

    /** Why it never was ready, now that it has ended. */
    String describeStartFailure() {
        if (startFailure != null) {
            return "worker " + number + ": the initializer failed: " + startFailure;
        }
        String text =
                "worker "
                        + number
                        + " "
                        + WorkerDiedException.describe(process.exitValue())
                        + " before it was ready";
        String printed = (errors.tail() + output.tail()).strip();
        return printed.isEmpty() ? text : text + "; it printed: " + printed;
    }
}
