/**
 * What every benchmark of whole processes needs: children that are started together and measure
 * inside one window of time, rounds in which the contenders take turns, and the tables.
 *
 * <p>The driver only waits. Each child says {@code ready}, is told {@code go START END} (two
 * readings of {@link System#nanoTime()}, whose origin all processes of one machine share on Linux),
 * and answers {@code result NUMBER...}. A child whose standard input ends has lost its driver and
 * leaves.
 */
package io.zoosync.bench.harness;
