package io.zoosync.bench;

import io.zoosync.bench.harness.Parent;
import io.zoosync.bench.harness.Window;

/** Says what time it is: {@code result 1 NANOS READING}. */
final class ClockChild {
    private ClockChild() {}

    public static void main(String[] args) throws Exception {
        Parent parent = new Parent();
        Window window = parent.awaitGo();
        parent.result(1, window.nanos(), System.nanoTime());
    }
}
