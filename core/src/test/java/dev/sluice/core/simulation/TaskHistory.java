package dev.sluice.core.simulation;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.task.TaskSpec;
import dev.sluice.core.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of one accepted task, going by events and effects alone. */
final class TaskHistory {

  final TaskSpec spec;

  /** Its place in the order of acceptance. */
  final int sequence;

  /** All results, of the earliest round first. */
  final List<Effect.RecordResult> results = new ArrayList<>();

  /** The release that workers have now. */
  Effect.@Nullable ReleaseTask current;

  /** Everything below is about the round that the batch is in. */
  @Nullable TaskStatus end;

  int releases;

  /** Attempts in reports that counted. */
  int attempts;

  /** Reports that counted and asked for another release. */
  int comebacks;

  /** Not released before that, because its worker asked for it. */
  long retryAt;

  boolean cancelled;

  TaskHistory(TaskSpec spec, int sequence) {
    this.spec = spec;
    this.sequence = sequence;
  }

  boolean ended() {
    return end != null;
  }

  /** Another round: what did not succeed begins again. */
  boolean reopen() {
    if (end == null || end == TaskStatus.SUCCEEDED || end == TaskStatus.REJECTED) {
      return false;
    }
    end = null;
    releases = 0;
    attempts = 0;
    comebacks = 0;
    retryAt = 0;
    cancelled = false;
    return true;
  }
}
