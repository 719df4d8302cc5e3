/**
 * After the summary stage: the summaries of all batches come in from their topic, the newest
 * batches that somebody asks for go out. Runs on the caller's thread.
 */
@NullMarked
package dev.sluice.cli.batches;

import org.jspecify.annotations.NullMarked;
