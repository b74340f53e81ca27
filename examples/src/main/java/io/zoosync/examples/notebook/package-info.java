/**
 * What the notebooks need besides the library: other processes to talk to, to watch and to kill.
 */
package io.zoosync.examples.notebook;
