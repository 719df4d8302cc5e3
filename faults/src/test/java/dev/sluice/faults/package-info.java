/**
 * Faults of processes and of the network, made for real: each test breaks something on purpose and
 * asserts what the user is promised. {@code docs/faults.md} lists them.
 */
@NullMarked
package dev.sluice.faults;

import org.jspecify.annotations.NullMarked;
