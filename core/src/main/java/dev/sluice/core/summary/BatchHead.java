package dev.sluice.core.summary;

import dev.sluice.core.ledger.Effect.BatchChanged;
import dev.sluice.core.task.BatchStatus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger said about a batch, beside its results.
 *
 * @param change the last that it said about the batch as a whole; null before the first
 * @param recorded how many results it recorded, those of all rounds together
 */
public record BatchHead(@Nullable BatchChanged change, long recorded) {

  /** A batch that nothing is known of. */
  public static final BatchHead UNKNOWN = new BatchHead(null, 0);

  private static final int VERSION = 1;
  private static final BatchStatus[] STATUSES = BatchStatus.values();

  /** The same with more results recorded and, unless null, another state of the batch. */
  public BatchHead with(@Nullable BatchChanged newer, long moreRecorded) {
    return new BatchHead(newer == null ? change : newer, recorded + moreRecorded);
  }

  /** Whether the batch is closed and each recorded result is in a tally of this many. */
  public boolean complete(long folded) {
    return change != null && change.status().terminal() && folded >= recorded;
  }

  /** The row of this head. */
  public byte[] toBytes() {
    var out = new RowOutput(VERSION);
    out.number(recorded);
    out.number(change == null ? 0 : 1);
    if (change != null) {
      out.text(change.batchId());
      out.text(change.name());
      out.number(change.status().ordinal());
      out.text(change.reason());
      out.number(change.round());
      out.number(change.expectedTasks());
      out.number(change.openedAt());
      out.number(change.finishedAt());
      out.number(change.labels().size());
      new TreeMap<>(change.labels())
          .forEach((name, value) -> {
            out.text(name);
            out.text(value);
          });
    }
    return out.toBytes();
  }

  /**
   * The head in this row.
   *
   * @throws IllegalArgumentException if this version of Sluice did not write it
   */
  public static BatchHead ofBytes(byte[] row) {
    var in = new RowInput(row, VERSION, "batch head");
    long recorded = in.number();
    return new BatchHead(in.number() == 0 ? null : change(in), recorded);
  }

  private static BatchChanged change(RowInput in) {
    String batchId = in.text();
    String name = in.optionalText();
    BatchStatus status = STATUSES[(int) in.number()];
    String reason = in.optionalText();
    int round = (int) in.number();
    long expectedTasks = in.number();
    long openedAt = in.number();
    long finishedAt = in.number();
    return new BatchChanged(
        batchId, name, status, reason, round, expectedTasks, labels(in), openedAt, finishedAt);
  }

  private static Map<String, String> labels(RowInput in) {
    Map<String, String> labels = new LinkedHashMap<>();
    for (long left = in.number(); left > 0; left--) {
      labels.put(in.text(), in.text());
    }
    return labels;
  }
}
