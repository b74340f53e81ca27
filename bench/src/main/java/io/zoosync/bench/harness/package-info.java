/**
 * What every benchmark of whole processes needs: children that are started together and measure
 * inside one window of time, rounds in which the contenders take turns, and the tables.
 *
 * <p>The driver only waits. Each child says {@code ready}, is told {@code go START END} (two
 * readings of {@link System#nanoTime()}, whose origin all processes of one machine share on Linux),
 * and answers {@code result NUMBER...}. A child that can yield many figures is told {@code task
 * NAME} before it says {@code ready} once more, and after its result is ready for the next one. A
 * child whose standard input ends has lost its driver and leaves.
 */
package io.zoosync.bench.harness;
