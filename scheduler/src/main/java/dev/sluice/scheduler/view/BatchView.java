package dev.sluice.scheduler.view;

import dev.sluice.core.ledger.row.BatchRow;
import dev.sluice.core.task.BatchOptions;
import java.util.Objects;

/**
 * A batch as its rows say, at most one transaction behind what was decided.
 *
 * @param header where it is in its life, and how many tasks are where
 * @param options what it was opened with; the defaults before that
 */
public record BatchView(String batchId, BatchRow header, BatchOptions options) {

  public BatchView {
    Objects.requireNonNull(batchId, "batchId");
    Objects.requireNonNull(header, "header");
    Objects.requireNonNull(options, "options");
  }
}
