package io.zoosync.examples.transfer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What a command was told.
 *
 * @param sends whether to send; else to receive
 * @param file the table's file, or {@code -}
 * @param queue the queue's name
 * @param format of the file, or null if it was not given
 * @param timeout how long the other side may take, or null for any time
 * @param capacityBytes of the queue
 * @param rows the most of a message
 */
record TransferOptions(
        boolean sends,
        String file,
        String queue,
        Format format,
        Duration timeout,
        boolean restart,
        int capacityBytes,
        int rows,
        boolean waits,
        boolean force) {
    private static final int DEFAULT_CAPACITY_BYTES = 64 << 20;
    private static final long MOST_SECONDS = 1_000_000_000;
    private static final Set<String> FLAGS_OF_SEND = Set.of("--restart", "--wait");
    private static final Set<String> VALUES_OF_SEND =
            Set.of("--format", "--timeout", "--capacity", "--rows");
    private static final Set<String> FLAGS_OF_RECEIVE = Set.of("--restart", "--force");
    private static final Set<String> VALUES_OF_RECEIVE = Set.of("--format", "--timeout");

    /** The two formats of Arrow IPC. */
    enum Format {
        FILE,
        STREAM
    }

    /** The command was called in a wrong way. */
    static final class UsageException extends Exception {
        private static final long serialVersionUID = 1L;

        UsageException(String message) {
            super(message);
        }
    }

    /** Whether the file is standard input or output. */
    boolean isStandard() {
        return file.equals("-");
    }

    /** How long the other side may take, for people. */
    String patience() {
        return timeout.toMillis() / 1000.0 + " s";
    }

    static TransferOptions parse(List<String> words) throws UsageException {
        if (words.isEmpty() || !Set.of("send", "receive").contains(words.get(0))) {
            throw new UsageException("say whether to send or to receive");
        }
        boolean sends = words.get(0).equals("send");
        List<String> names = new ArrayList<>();
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < words.size(); i++) {
            String word = words.get(i);
            if (!word.startsWith("--")) {
                names.add(word);
            } else if ((sends ? FLAGS_OF_SEND : FLAGS_OF_RECEIVE).contains(word)) {
                given.put(word, "");
            } else if ((sends ? VALUES_OF_SEND : VALUES_OF_RECEIVE).contains(word)
                    && i + 1 < words.size()) {
                given.put(word, words.get(++i));
            } else {
                throw new UsageException("no such option, or no value for it: " + word);
            }
        }
        if (names.size() != 2) {
            throw new UsageException("a file and a queue are needed, found: " + names);
        }
        return of(sends, names.get(sends ? 0 : 1), names.get(sends ? 1 : 0), given);
    }

    private static TransferOptions of(
            boolean sends, String file, String queue, Map<String, String> given)
            throws UsageException {
        return new TransferOptions(
                sends,
                file,
                queue,
                format(given.get("--format")),
                seconds(given.get("--timeout")),
                given.containsKey("--restart"),
                bytes(given.get("--capacity")),
                rows(given.get("--rows")),
                given.containsKey("--wait"),
                given.containsKey("--force"));
    }

    private static Format format(String word) throws UsageException {
        if (word == null) {
            return null;
        }
        return switch (word) {
            case "file" -> Format.FILE;
            case "stream" -> Format.STREAM;
            default -> throw new UsageException("--format is file or stream, not " + word);
        };
    }

    private static Duration seconds(String word) throws UsageException {
        if (word == null) {
            return null;
        }
        try {
            double seconds = Double.parseDouble(word);
            if (seconds >= 0 && seconds <= MOST_SECONDS) {
                return Duration.ofNanos((long) (seconds * 1e9));
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--timeout is a number of seconds, not " + word);
    }

    private static int bytes(String word) throws UsageException {
        if (word == null) {
            return DEFAULT_CAPACITY_BYTES;
        }
        String text = word.toLowerCase(Locale.ROOT);
        int shift = 10 * ("kmg".indexOf(text.isEmpty() ? ' ' : text.charAt(text.length() - 1)) + 1);
        String digits = shift == 0 ? text : text.substring(0, text.length() - 1);
        try {
            long bytes = Math.multiplyExact(Long.parseLong(digits), 1L << shift);
            if (bytes > 0 && bytes <= Integer.MAX_VALUE) {
                return (int) bytes;
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // said below
        }
        throw new UsageException("--capacity is a size below 2g, not " + word);
    }

    private static int rows(String word) throws UsageException {
        if (word == null) {
            return Integer.MAX_VALUE;
        }
        try {
            int rows = Integer.parseInt(word);
            if (rows > 0) {
                return rows;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new UsageException("--rows is a positive number, not " + word);
    }
}
