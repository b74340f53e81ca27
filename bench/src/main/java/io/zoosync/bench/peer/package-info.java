/**
 * The transports that the queue's benchmark compares, behind one small interface. A process loads
 * only the one that it uses, so that HotSpot compiles the calls as if there were no interface.
 */
package io.zoosync.bench.peer;
