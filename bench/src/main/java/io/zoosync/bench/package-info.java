/**
 * Benchmarks of whole processes against peers: {@link io.zoosync.bench.Bench} runs them by name.
 * Classes that end in {@code Child} are the programs of the processes that it starts.
 */
package io.zoosync.bench;
