package io.zoosync.internal.os;

import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
@EnabledForJreRange(min = JRE.JAVA_22, disabledReason = "FFM needs JDK 22 or later")
class FfmOsTest extends LinuxOsContract {
    @Override
    Os create() {
        return Os.named("ffm");
    }
}
