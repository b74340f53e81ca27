/**
 * The soak: producers, consumers, lock holders and a pool that are killed and stopped at random for
 * as long as one likes, while everything that they did is written down and judged.
 */
package io.zoosync.bench.soak;
