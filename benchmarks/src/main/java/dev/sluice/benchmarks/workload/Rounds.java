package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.Progress;
import dev.sluice.benchmarks.figure.Round;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Repeats a measurement and tells how each went. */
record Rounds(String name, Progress progress) {

  List<Round> measured(int number, Supplier<Round> round) {
    return repeat("round", number, round);
  }

  void warmUp(int number, Supplier<Round> round) {
    var unused = repeat("warm-up", number, round);
  }

  private List<Round> repeat(String what, int number, Supplier<Round> round) {
    List<Round> rounds = new ArrayList<>();
    for (int i = 1; i <= number; i++) {
      Round done = round.get();
      rounds.add(done);
      progress.say(
          "%s: %s %d of %d: %,.0f tasks/s, %.3f s"
              .formatted(name, what, i, number, done.tasksPerSecond(), done.seconds()));
    }
    return rounds;
  }
}
