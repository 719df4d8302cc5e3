package dev.sluice.core.ledger;

import org.jspecify.annotations.Nullable;

/**
 * The bytes under the ledger: a sorted map of rows. A tree map in tests, the state store in the
 * scheduler.
 */
public interface RowStore {

  byte @Nullable [] get(byte[] key);

  /**
   * Visits the rows from {@code from} (inclusive) to {@code to} (exclusive), in unsigned byte order
   * of their keys, until the visitor has had enough.
   */
  void scan(byte[] from, byte[] to, Visitor visitor);

  /** Takes rows one by one. */
  interface Visitor {

    /** Takes a row and tells whether to go on. */
    boolean visit(byte[] key, byte[] value);
  }
}
