/**
 * The results cache: what is kept of a task that succeeded, and under which key. The ledger looks
 * entries up through its view when a task is to be released and gives new ones as effects; where
 * they are kept is the shell's concern.
 */
@NullMarked
package dev.sluice.core.cache;

import org.jspecify.annotations.NullMarked;
