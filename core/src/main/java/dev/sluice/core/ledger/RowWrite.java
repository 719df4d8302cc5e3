package dev.sluice.core.ledger;

import org.jspecify.annotations.Nullable;

/** One row to put or, without a value, to delete. */
public record RowWrite(byte[] key, byte @Nullable [] value) {}
