/**
 * Gates: what lets the attempts of one type begin, beyond a free slot. So many at a time, fixed or
 * found out; so many in a time; none while most of them fail.
 *
 * <p>The slots ask a gate on the thread that looks for work and hold their lock meanwhile; nothing
 * here waits. How an attempt ended comes back through its {@link dev.sluice.worker.gate.Pass}.
 */
@NullMarked
package dev.sluice.worker.gate;

import org.jspecify.annotations.NullMarked;
