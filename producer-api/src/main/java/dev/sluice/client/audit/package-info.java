/**
 * Proves Sluice's guarantees for one batch from nothing but its topics: submissions, commands, dead
 * letters, summaries, results, reports and releases come in, a {@link
 * dev.sluice.client.audit.Audit} goes out. Runs on the caller's thread.
 *
 * <p>{@link dev.sluice.client.audit.Auditor} reads; {@code Judge}, which knows no Kafka, asks one
 * {@code Guarantee} after the other about every record.
 */
@NullMarked
package dev.sluice.client.audit;

import org.jspecify.annotations.NullMarked;
