/**
 * Task types that are served by programs of any language, over their standard input and output: a
 * {@link dev.sluice.worker.handler.stdio.StdioHandler} has a {@code ProcessPool}, and an attempt is
 * a {@code Conversation} with one {@code LongProcess} of it: one line with the task in, lines with
 * progress and at last the output back. Attempts run on their own threads; each process has threads
 * that read and write its streams.
 */
@NullMarked
package dev.sluice.worker.handler.stdio;

import org.jspecify.annotations.NullMarked;
