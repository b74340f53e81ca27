/** Waiting and mutual exclusion between processes, on words of shared memory. */
package io.zoosync.internal.sync;
