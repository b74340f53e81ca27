package io.zoosync.bench.soak;

import java.util.Locale;

/** What has happened since the start. */
final class Totals {
    long messages;
    long redelivered;
    long kills;
    long producerKills;
    long stops;
    long additions;
    long claimsLostAtLeast;
    long maps;
    long mapsDied;
    int processes;

    String poolReport() {
        return String.format(
                Locale.ROOT, "%,d maps, %,d of them lost a worker and said so", maps, mapsDied);
    }
}
