/**
 * Small programs whose marked regions ({@code tag::name} to {@code end::name}) are the code that
 * the README and the guides show, and the programs behind {@code ./zoosync demo}, {@code list} and
 * {@code unlink}.
 */
package io.zoosync.examples;
