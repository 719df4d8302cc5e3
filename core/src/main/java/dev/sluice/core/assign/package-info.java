/**
 * Who gets what: spreads things that come one after the other over a fixed number of targets, be
 * they partitions or workers. Nothing here knows what is spread.
 */
@NullMarked
package dev.sluice.core.assign;

import org.jspecify.annotations.NullMarked;
