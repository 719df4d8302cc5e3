/**
 * The {@code sluice} command: one class per command, each of which reads its options, calls the
 * module that does the work, and prints. Data goes to stdout, everything else to stderr.
 */
@NullMarked
package dev.sluice.cli;

import org.jspecify.annotations.NullMarked;
