package dev.sluice.client.audit;

import dev.sluice.records.RunIf;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the topics have said of one task. Kept for every task of the batch, so it is small: about
 * 350 bytes with its id, its needs and its result, and 4 more for each need and each release beyond
 * two.
 */
final class TaskTrace {

  private static final int[] NO_RELEASES = {};

  final String id;

  /** How it was described; null while only others have spoken of it. */
  TaskTrace @Nullable [] needs;

  RunIf runIf = RunIf.SUCCESS;

  /** Attempts after the first that its plan allows. */
  int retries;

  /** It was submitted twice, and not the same. */
  boolean ambiguous;

  /** Submissions of it, and how many of them went to the dead letters. */
  int submissions;

  int refused;

  /** The broker's time of the first submission. */
  long submittedAt;

  /** It was submitted in an earlier life of the batch's id. */
  boolean knownEarlier;

  /** A report adds it; and that report counted. */
  boolean claimed;

  boolean spawned;

  @Nullable Outcome last;

  private List<Outcome> earlier = List.of();

  /** Number and broker's time of the report that the last result tells; 0: none was seen. */
  int reportedRelease;

  long reportedAt;

  private int[] releases = NO_RELEASES;

  TaskTrace(String id) {
    this.id = id;
  }

  /** Whether anybody asked for it. */
  boolean known() {
    return submissions > 0 || claimed || knownEarlier;
  }

  /** Whether the batch has to end it. */
  boolean accepted() {
    return submissions > refused || spawned;
  }

  /** Whether the batch has it, and it is not only named by others. */
  boolean present() {
    return accepted() || last != null;
  }

  void ended(Outcome outcome) {
    if (last != null) {
      earlier = new ArrayList<>(earlier);
      earlier.add(last);
    }
    last = outcome;
  }

  /** Its result is no longer kept. */
  void forgotten() {
    last = null;
    earlier = List.of();
  }

  List<Outcome> outcomes() {
    List<Outcome> all = new ArrayList<>(earlier);
    if (last != null) {
      all.add(last);
    }
    return all;
  }

  /** How it stood at the end of a round; null: no result of it up to then was seen. */
  @Nullable Outcome asOf(int round) {
    if (last == null || last.round() <= round) {
      return last;
    }
    return earlier.stream()
        .filter(outcome -> outcome.round() <= round)
        .reduce((first, second) -> second)
        .orElse(null);
  }

  void released(int number) {
    releases = Arrays.copyOf(releases, releases.length + 1);
    releases[releases.length - 1] = number;
  }

  boolean wasReleased() {
    return releases.length > 0;
  }

  boolean wasReleasedAs(int number) {
    return Arrays.stream(releases).anyMatch(each -> each == number);
  }
}
