/**
 * Programs that handlers start: their environment, and that nothing of them is left behind. A
 * program carries a mark in its environment, which all that it starts inherits; so what belongs to
 * an attempt is found even where its parents are gone.
 */
@NullMarked
package dev.sluice.worker.handler.program;

import org.jspecify.annotations.NullMarked;
