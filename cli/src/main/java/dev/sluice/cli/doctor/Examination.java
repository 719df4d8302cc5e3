package dev.sluice.cli.doctor;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.doctor.Finding.Level;
import dev.sluice.results.text.Spans;
import dev.sluice.schemas.config.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** All checks, one after the other, each for a bounded time. */
public final class Examination {

  /** A check may ask a few questions. */
  private static final int ANSWERS_A_CHECK = 3;

  private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

  private final List<Check> checks;

  Examination(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** Everything that there is to look at. */
  public static Examination whole() {
    InstantSource clock = InstantSource.system();
    return new Examination(
        List.of(
            JavaCheck.here(),
            new BrokerCheck(),
            new TopicsCheck(),
            new ClockCheck(clock),
            new SchedulerCheck(),
            new WorkersCheck(),
            new TransactionsCheck(clock),
            new LagCheck(),
            new DeadLettersCheck(),
            new RegistryCheckup()));
  }

  /**
   * Looks at everything.
   *
   * @param settings how the deployment is reached
   * @param patience for one answer
   * @param openTransactions how long a transaction may be open
   * @param taker gets each finding as it is there
   * @return all findings
   */
  public List<Finding> examine(
      Settings settings, Duration patience, Duration openTransactions, Consumer<Finding> taker) {
    Map<String, Object> kafka = new HashMap<>(Brokers.of(settings));
    String millis = String.valueOf(patience.toMillis());
    kafka.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis);
    kafka.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, millis);
    Admin admin = Admin.create(kafka);
    try {
      return examine(new Site(admin, kafka, settings, patience, openTransactions), taker);
    } finally {
      admin.close(CLOSE_WITHIN);
    }
  }

  List<Finding> examine(Site site, Consumer<Finding> taker) {
    List<Finding> all = new ArrayList<>();
    for (Check check : checks) {
      List<Finding> found =
          missing(check.needs(), all)
              .map(what -> List.of(Finding.skipped(check.name(), what)))
              .orElseGet(() -> look(check, site));
      all.addAll(found);
      found.forEach(taker);
    }
    return all;
  }

  private static Optional<String> missing(Check.Needs needs, List<Finding> before) {
    boolean noBroker = failed("broker", before);
    return switch (needs) {
      case NOTHING -> Optional.empty();
      case BROKER -> when(noBroker, "not looked at without a broker");
      case TOPICS ->
          noBroker
              ? when(true, "not looked at without a broker")
              : when(failed("topics", before), "not looked at until the topics are right");
    };
  }

  private static Optional<String> when(boolean so, String text) {
    return so ? Optional.of(text) : Optional.empty();
  }

  private static boolean failed(String check, List<Finding> before) {
    return before.stream()
        .anyMatch(each ->
            each.check().equals(check)
                && (each.level() == Level.FAIL || each.level() == Level.UNREACHABLE));
  }

  /** What does not come to an end is left alone; its thread ends with the process. */
  private static List<Finding> look(Check check, Site site) {
    var task = new FutureTask<>(() -> check.look(site));
    Thread.ofPlatform().daemon().name("doctor " + check.name()).start(task);
    Duration atMost = site.patience().multipliedBy(ANSWERS_A_CHECK);
    try {
      return task.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return List.of(late(check, atMost));
    } catch (ExecutionException e) {
      return List.of(
          e.getCause() instanceof TimeoutException
              ? late(check, site.patience())
              : failure(check, e.getCause()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of(Finding.skipped(check.name(), "interrupted"));
    }
  }

  private static Finding late(Check check, Duration after) {
    return Finding.fail(
        check.name(),
        "no answer in " + Spans.text(after),
        "are the brokers overloaded? Give it more time with --timeout");
  }

  private static Finding failure(Check check, Throwable failure) {
    Throwable cause =
        failure instanceof ExecutionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    return Finding.fail(
        check.name(),
        "could not be looked at: " + cause,
        "may this user do that? Check its access rights, or run again with --debug");
  }
}
