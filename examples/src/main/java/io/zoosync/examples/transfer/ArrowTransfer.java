package io.zoosync.examples.transfer;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** Sends Arrow tables through a queue, or receives them. */
public final class ArrowTransfer {
    private static final String USAGE =
            """
            usage: zoosync arrow send FILE QUEUE [OPTION...]
                   zoosync arrow receive QUEUE FILE [OPTION...]

            Sends a table from an Arrow IPC file or stream through a queue, or receives it from
            there into one. FILE may be - for standard input or output. Either side may start
            first. The receiver removes the queue at the end of the stream.

              --format file|stream  of FILE. When sending it is seen from the first bytes; when
                                    receiving it is stream for - and NAME.arrows, else file
              --timeout SECONDS     give up when the other side does not move for so long;
                                    without it, wait as long as it takes
              --restart             forget what a command that was killed has left: send drops
                                    the queue and begins anew; receive drops the unfinished
                                    file, and takes what is still in the queue
            of send:
              --capacity SIZE       of the queue, in bytes or as 64k, 64m, 1g (64m); a batch that
                                    is larger than half of it is sent in pieces
              --rows N              at most N rows in a message
              --wait                end only when all was received
            of receive:
              --force               replace FILE if it exists

            Exit status: 0 if the whole table was sent or received, 1 if not, 2 for wrong usage.
            """;

    private ArrowTransfer() {}

    /** Runs a command and ends the JVM with its status. */
    public static void main(String[] args) {
        List<String> words = List.of(args);
        if (words.contains("--help") || words.contains("-h")) {
            System.out.print(USAGE);
            return;
        }
        // Ended by exit in any case: a role that was not given up is found by whoever comes next.
        System.exit(run(words));
    }

    private static int run(List<String> words) {
        try {
            TransferOptions options = TransferOptions.parse(words);
            if (options.sends()) {
                Sending.run(options);
            } else {
                Receiving.run(options);
            }
            return 0;
        } catch (TransferOptions.UsageException e) {
            System.err.println("zoosync arrow: " + e.getMessage());
            System.err.print(USAGE);
            return 2;
        } catch (InterruptedException e) {
            return fail("interrupted");
        } catch (NoSuchFileException e) {
            return fail("no such file: " + e.getFile());
        } catch (FileAlreadyExistsException e) {
            return fail(e.getFile() + " exists: remove it, or use --force");
        } catch (TransferException | IllegalArgumentException e) {
            return fail(e.getMessage());
        } catch (IOException | RuntimeException e) {
            return fail(e.toString());
        } catch (OutOfMemoryError e) {
            return fail("out of memory: the table's batches are too large, or it is damaged");
        }
    }

    private static int fail(String why) {
        System.err.println("zoosync arrow: " + why);
        return 1;
    }
}
