package dev.sluice.scheduler.view;

/** What batches are listed by. Their places compare as texts do. */
public enum BatchOrder {
  /** the id alone */
  ID,
  /** the time of opening, and the id among those of the same microsecond */
  OPENED_AT;

  /**
   * Where a batch stands in this order.
   *
   * @param openedAt in microseconds since the epoch
   */
  public String place(String batchId, long openedAt) {
    return switch (this) {
      case ID -> batchId;
      case OPENED_AT -> "%019d %s".formatted(Math.max(0, openedAt), batchId);
    };
  }
}
