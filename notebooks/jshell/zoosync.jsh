// A start file for jshell with ZooSync ready to use:
//
//     jshell --startup DEFAULT --startup notebooks/jshell/zoosync.jsh --class-path 'examples/target/lib/*'

import io.zoosync.array.*;
import io.zoosync.lock.*;
import io.zoosync.pool.*;
import io.zoosync.queue.*;
import io.zoosync.shm.*;
import static io.zoosync.pool.ZooPool.range;

// Worker processes, one for each processor; they end with the session.
ZooPool pool = ZooPool.create(Runtime.getRuntime().availableProcessors());

/** Prints what is in shared memory. */
void segments() throws java.io.IOException {
    for (SegmentInfo segment : ZooShm.list()) {
        System.out.printf("%,14d bytes  %s%n", segment.sizeBytes(), segment.fileName());
    }
}

/** Prints values, arrays too. */
void show(Object... values) {
    for (Object value : values) {
        String text = Arrays.deepToString(new Object[] {value});
        System.out.println(text.substring(1, text.length() - 1));
    }
}

System.out.println(
        """
        ZooSync on Java %s, %d processors, shared memory in %s

            pool.map(x -> x * x, range(10))               a map in worker processes
            ZooArray a = ZooArray.arange(10)              arrays, named ones by ZooArray.create(...)
            ZooQueue, ZooLock                             between any JVMs of this machine
            segments()                                    what is in shared memory
        """
                .formatted(
                        Runtime.version().feature(),
                        Runtime.getRuntime().availableProcessors(),
                        ZooShm.directory()));
