/**
 * The query stage: bytes of the query topic come in, questions go out. Nothing of it changes the
 * ledger. Runs on the stream threads.
 */
@NullMarked
package dev.sluice.scheduler.query;

import org.jspecify.annotations.NullMarked;
