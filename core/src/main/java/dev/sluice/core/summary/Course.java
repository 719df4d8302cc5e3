package dev.sluice.core.summary;

import org.jspecify.annotations.Nullable;

/** How a batch went: when its tasks ended, and which of them and which chain of them took long. */
public final class Course {

  private final Timeline timeline;
  private final LongestChain chain;
  private final TopTasks slowest;
  private final TopTasks flakiest;

  Course() {
    this(new Timeline(), new LongestChain(), new TopTasks(), new TopTasks());
  }

  private Course(Timeline timeline, LongestChain chain, TopTasks slowest, TopTasks flakiest) {
    this.timeline = timeline;
    this.chain = chain;
    this.slowest = slowest;
    this.flakiest = flakiest;
  }

  void fold(Contribution result) {
    timeline.add(result.endedAt(), result.status());
    chain.add(result);
    slowest.add(result.taskId(), result.type(), result.runTimeMicros());
    flakiest.add(result.taskId(), result.type(), result.retries());
  }

  /** Takes an end back; what took longest ever stays, but for chains of an earlier round. */
  void unfold(Contribution result) {
    timeline.remove(result.endedAt(), result.status());
    chain.begin(result.round() + 1);
  }

  void add(Course other) {
    timeline.add(other.timeline);
    chain.add(other.chain);
    slowest.add(other.slowest);
    flakiest.add(other.flakiest);
  }

  /** When tasks ended. */
  public Timeline timeline() {
    return timeline;
  }

  /** The tasks that ran longest, in microseconds. */
  public TopTasks slowest() {
    return slowest;
  }

  /** The tasks that were tried again most often, by attempts after the first. */
  public TopTasks flakiest() {
    return flakiest;
  }

  /** The last task of the chain of needs that took longest; null if nothing ran. */
  public @Nullable String lastOfLongestChain() {
    LongestChain.Candidate longest = chain.longest();
    return longest == null ? null : longest.last();
  }

  /** How long the tasks of the longest chain ran, one after the other. */
  public long longestChainMicros() {
    LongestChain.Candidate longest = chain.longest();
    return longest == null ? 0 : longest.micros();
  }

  /** How many tasks are on the longest chain. */
  public long longestChainTasks() {
    LongestChain.Candidate longest = chain.longest();
    return longest == null ? 0 : longest.tasks();
  }

  void write(RowOutput out) {
    timeline.write(out);
    chain.write(out);
    slowest.write(out);
    flakiest.write(out);
  }

  static Course read(RowInput in) {
    return new Course(
        Timeline.read(in), LongestChain.read(in), TopTasks.read(in), TopTasks.read(in));
  }
}
