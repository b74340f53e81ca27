/** The parts of {@link io.zoosync.examples.Demo}, and the programs that its child processes run. */
package io.zoosync.examples.demo;
