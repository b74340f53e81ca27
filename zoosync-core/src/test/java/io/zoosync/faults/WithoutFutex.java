package io.zoosync.faults;

import io.zoosync.internal.os.Syscalls;
import java.lang.reflect.Method;
import java.util.Arrays;

/** Runs another program while the system refuses the futexes that processes share. */
public final class WithoutFutex {
    private WithoutFutex() {}

    /** Arguments: the errno of the refusal, the program's class, its arguments. */
    public static void main(String[] arguments) throws Exception {
        Syscalls.refuseFutexes(Integer.parseInt(arguments[0]));
        Method main = Class.forName(arguments[1]).getDeclaredMethod("main", String[].class);
        main.setAccessible(true);
        main.invoke(null, (Object) Arrays.copyOfRange(arguments, 2, arguments.length));
    }
}
