package dev.sluice.scheduler.summary;

import dev.sluice.scheduler.deadletter.DeadLetters;
import java.time.Duration;

/**
 * What the summary processors of all partitions share; all of it is immutable or thread-safe.
 *
 * @param tick how often the summaries of running batches that changed are published
 */
public record SummarySetup(
    ResultReader results, SummaryWriter summaries, DeadLetters deadLetters, Duration tick) {}
