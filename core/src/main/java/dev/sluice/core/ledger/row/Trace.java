package dev.sluice.core.ledger.row;

/**
 * What stays for a while of a batch that was forgotten, so that late reports and signals don't mean
 * a new one of the same id.
 *
 * @param due when this goes too, in microseconds since the epoch
 */
public record Trace(int lastRound, long due) {}
