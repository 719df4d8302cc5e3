package dev.sluice.client.audit;

/**
 * Where a record is in its partition.
 *
 * @param at the broker's time, in milliseconds
 */
record Place(long offset, long at) {}
