/**
 * What is made of figures: a file of them, a page with charts for people, and the comparison of two
 * files. Nothing is measured here.
 */
package io.zoosync.bench.report;
