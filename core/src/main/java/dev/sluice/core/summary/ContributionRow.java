package dev.sluice.core.summary;

import dev.sluice.core.task.Priority;
import dev.sluice.core.task.TaskStatus;
import org.jspecify.annotations.Nullable;

/**
 * The row that remembers what a task added to the tally, so that the same result is not folded
 * twice and one of a later round replaces it. Only results that a later round may replace have a
 * row, and none of these came from the cache.
 */
public final class ContributionRow {

  private static final int VERSION = 1;
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
    return out.toBytes();
  }

  /**
   * What a task added. Of its error only the fingerprint is left.
   *
   * @throws IllegalArgumentException if this version of Sluice did not write it
   */
  public static Contribution ofBytes(byte[] row) {
    var in = new RowInput(row, VERSION, "contribution");
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
    return new Contribution(
        round,
        status,
        type,
        group,
        worker,
        priority,
        retries,
        queuedAt,
        startedAt,
        finishedAt,
        false,
        bare(in.optionalText()));
  }

  private static @Nullable ErrorSample bare(@Nullable String fingerprint) {
    return fingerprint == null ? null : new ErrorSample(fingerprint, "", "", "");
  }
}
