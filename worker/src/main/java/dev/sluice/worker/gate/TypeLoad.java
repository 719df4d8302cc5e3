package dev.sluice.worker.gate;

/**
 * How a type with limits stands: for metrics.
 *
 * @param running attempts that hold a slot
 * @param limit attempts at a time; {@link Integer#MAX_VALUE} where no number is set
 * @param waiting tasks that wait in this worker
 * @param waitsForRate whether its rate is used up now
 */
public record TypeLoad(
    String type, int running, int limit, int waiting, boolean waitsForRate, BreakerState breaker) {}
