/**
 * What any producer could publish and no batch may contain, sent through the whole topology. The
 * numbers are those of docs/bad-input.md.
 */
@NullMarked
package dev.sluice.scheduler.faults;

import org.jspecify.annotations.NullMarked;
