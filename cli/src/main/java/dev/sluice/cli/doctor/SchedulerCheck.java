package dev.sluice.cli.doctor;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.client.BatchNotFoundException;
import dev.sluice.client.SchedulerUnreachableException;
import dev.sluice.client.SluiceClient;
import dev.sluice.results.text.Spans;
import java.time.Duration;
import java.util.List;

/** Whether a scheduler answers a question. */
final class SchedulerCheck implements Check {

  /** A batch that does not exist: that is what a scheduler has to answer. */
  static final String BATCH = "sluice-doctor";

  private static final Duration SLOW = Duration.ofSeconds(3);

  @Override
  public String name() {
    return "scheduler";
  }

  @Override
  public List<Finding> look(Site site) {
    try (SluiceClient client = Brokers.client(site.settings(), site.patience())) {
      long asked = System.nanoTime();
      try {
        client.explain(BATCH).close();
      } catch (BatchNotFoundException expected) {
        // and so it is there
      }
      Duration took = Duration.ofNanos(System.nanoTime() - asked);
      String text = "answers in " + Spans.text(took);
      return List.of(
          took.compareTo(SLOW) > 0
              ? Finding.warn(
                  name(), text, "is its machine overloaded? See its metrics and the lag below")
              : Finding.ok(name(), text));
    } catch (SchedulerUnreachableException e) {
      return List.of(
          Finding.unreachable(
              name(),
              "no scheduler answered in " + Spans.text(site.patience()),
              "start one: sluice scheduler; after a restart it may restore its state first, see its"
                  + " /health/ready"));
    }
  }
}
