package dev.sluice.core.summary;

import dev.sluice.core.ledger.row.Chain;
import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The row that remembers what a task added to the tally, so that the same result is not folded
 * twice and one of a later round replaces it. Only results that a later round may replace have a
 * row, and none of these came from the cache.
 */
public final class ContributionRow {

  private static final int OLDEST = 1;
  private static final int VERSION = 2;
  private static final TaskStatus[] STATUSES = TaskStatus.values();
  private static final Priority[] PRIORITIES = Priority.values();

  private ContributionRow() {}

  public static byte[] toBytes(Contribution result) {
    var out = new RowOutput(VERSION);
    out.number(result.round());
    out.number(result.status().ordinal());
    out.text(result.type());
    out.text(result.group());
    out.text(result.worker());
    out.number(result.priority().ordinal());
    out.number(result.retries());
    out.number(result.queuedAt());
    out.number(result.startedAt() - result.queuedAt());
    out.number(result.finishedAt() - result.queuedAt());
    out.text(result.error() == null ? null : result.error().fingerprint());
    out.number(result.releasedAt() - result.queuedAt());
    return out.toBytes();
  }

  /**
   * What a task added, as far as it can be taken back. Of its error only the fingerprint is left;
   * rows of version 1 don't know when it was released.
   *
   * @throws IllegalArgumentException if this version of Sluice did not write it
   */
  public static Contribution ofBytes(byte[] row) {
    var in = new RowInput(row, OLDEST, VERSION, "contribution");
    int round = (int) in.number();
    TaskStatus status = STATUSES[(int) in.number()];
    String type = in.text();
    String group = in.optionalText();
    String worker = in.optionalText();
    Priority priority = PRIORITIES[(int) in.number()];
    int retries = (int) in.number();
    long queuedAt = in.number();
    long startedAt = in.number() + queuedAt;
    long finishedAt = in.number() + queuedAt;
    ErrorSample error = bare(in.optionalText());
    long releasedAt = in.version() < VERSION ? 0 : in.number() + queuedAt;
    return new Contribution(
        "",
        round,
        status,
        type,
        group,
        worker,
        priority,
        retries,
        queuedAt,
        releasedAt,
        startedAt,
        finishedAt,
        false,
        Chain.NONE,
        error);
  }

  private static @Nullable ErrorSample bare(@Nullable String fingerprint) {
    return fingerprint == null ? null : new ErrorSample(fingerprint, "", "", "");
  }
}
