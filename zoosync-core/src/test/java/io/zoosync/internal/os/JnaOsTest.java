package io.zoosync.internal.os;

import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class JnaOsTest extends LinuxOsContract {
    @Override
    Os create() {
        return Os.named("jna");
    }
}
