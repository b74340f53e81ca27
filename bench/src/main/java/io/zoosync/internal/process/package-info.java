/** What the benchmarks need of the registry of processes that nobody else does. */
package io.zoosync.internal.process;
