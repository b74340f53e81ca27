package io.zoosync.lock;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process that makes no native calls shares locks with one that does. */
@Tag("deaths")
@EnabledOnOs(
        value = OS.LINUX,
        architectures = {"amd64", "aarch64"})
class MixedBindingsTest extends OneLockTest {
    private static final String PORTABLE = "-Dzoosync.os=portable";
    private static final String NATIVE = "-Dzoosync.os=jna";

    @Test
    void shouldExcludeAndHandOver() throws Exception {
        try (Peer portable = Peer.start(name, PORTABLE);
                Peer binding = Peer.start(name, NATIVE)) {
            shouldWaitForItsTurn(portable, binding);
            shouldWaitForItsTurn(binding, portable);
        }
    }

    private void shouldWaitForItsTurn(Peer holder, Peer other) {
        holder.acquire();
        other.tell("try 50").hear("busy ");
        other.tell("acquire");
        word.expectWaiter();
        holder.release();
        assertFalse(other.acquired().recovered);
        other.release();
    }

    @Test
    void shouldRecoverFromEachOther() throws Exception {
        shouldRecover(PORTABLE, NATIVE);
        shouldRecover(NATIVE, PORTABLE);
    }

    private void shouldRecover(String victimFlag, String survivorFlag) throws Exception {
        try (Peer victim = Peer.start(name, victimFlag);
                Peer survivor = Peer.start(name, survivorFlag)) {
            victim.acquire();
            survivor.tell("try 50").hear("busy ");
            survivor.tell("acquire");
            word.expectWaiter();
            victim.kill();
            assertTrue(survivor.acquired().recovered);
            survivor.markConsistent();
            survivor.release();
        }
    }

    @Test
    void shouldSignalToEachOther() throws Exception {
        try (Peer portable = Peer.start(name, PORTABLE);
                Peer binding = Peer.start(name, NATIVE)) {
            shouldSignal(portable, binding);
            shouldSignal(binding, portable);
        }
    }

    private void shouldSignal(Peer waiter, Peer signaller) {
        waiter.acquire();
        waiter.tell("await").hear("awaiting");
        signaller.acquire();
        signaller.tell("signal").hear("signalled");
        signaller.release();
        waiter.hear("woken");
        waiter.release();
    }
}
