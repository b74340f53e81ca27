package io.zoosync.examples;

import io.zoosync.shm.SegmentInfo;
import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.util.List;

/** Shows what is in the directory of shared memory, or removes what is named. */
public final class Shm {
    private Shm() {}

    /**
     * Runs the program.
     *
     * @param args {@code list}, or {@code unlink} and file names as {@code list} shows them
     * @throws IOException if the directory cannot be read, or a file not removed
     */
    public static void main(String[] args) throws IOException {
        List<String> words = List.of(args);
        if (words.equals(List.of("list"))) {
            list();
        } else if (words.size() > 1 && words.get(0).equals("unlink")) {
            System.exit(unlink(words.subList(1, words.size())) ? 0 : 1);
        } else {
            System.err.println("usage: list | unlink FILE...");
            System.exit(2);
        }
    }

    private static void list() throws IOException {
        System.out.println(ZooShm.directory());
        for (SegmentInfo segment : ZooShm.list()) {
            System.out.printf(
                    "%12d  %tF %<tT  pid %-7d  %s%s%n",
                    segment.sizeBytes(),
                    segment.created().toEpochMilli(),
                    segment.creatorPid(),
                    segment.fileName(),
                    segment.damage().map(why -> "  (damaged: " + why + ")").orElse(""));
        }
    }

    private static boolean unlink(List<String> fileNames) throws IOException {
        boolean all = true;
        for (String fileName : fileNames) {
            try {
                if (!ZooShm.unlink(fileName)) {
                    System.err.println("no such segment: " + fileName);
                    all = false;
                }
            } catch (IllegalArgumentException e) {
                System.err.println(e.getMessage());
                all = false;
            }
        }
        return all;
    }
}
