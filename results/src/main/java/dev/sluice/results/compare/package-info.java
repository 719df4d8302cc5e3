/**
 * Two batches side by side, and a verdict for a build. After the summary stage: the results of both
 * come in one after the other, are folded in bounded memory, and differences in numbers, tasks that
 * fail anew and tasks that fail no more leave as text or JSON. Runs on the caller's thread.
 */
@NullMarked
package dev.sluice.results.compare;

import org.jspecify.annotations.NullMarked;
