package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.log.LogKeys;
import dev.sluice.http.HttpConfig;
import dev.sluice.http.HttpKeys;
import dev.sluice.observability.HealthServer;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.config.Settings;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice scheduler}: the process that decides what runs. */
@Command(
    name = "scheduler",
    description = "Runs a scheduler until it is asked to end. Several share the work.",
    footerHeading = "%nExample:%n",
    footer =
        "  sluice scheduler --bootstrap-server localhost:9092"
            + " -X sluice.scheduler.state-directory=/var/lib/sluice")
final class SchedulerCommand implements Callable<ExitCode> {

  private static final Duration LONGEST_START = Duration.ofMinutes(30);
  private static final Duration LOOK_AGAIN = Duration.ofHours(1);

  @Mixin ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      description = "Where the HTTP API listens; 0 = any free port. Short for sluice.http.port.")
  @Nullable Integer httpPort;

  @Option(
      names = "--read-only",
      description =
          "The HTTP API changes nothing; the scheduler works as always. Short for"
              + " sluice.http.read-only=true.")
  boolean readOnly;

  @ParentCommand Sluice sluice;

  private final Console console;

  SchedulerCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    Logs.ofProcess(sluice.verbose || sluice.debug);
    if (httpPort != null) {
      connection.set(HttpKeys.PORT.name(), httpPort.toString());
    }
    if (readOnly) {
      connection.set(HttpKeys.READ_ONLY.name(), "true");
    }
    Settings settings = connection.settings(console.env(), ConfigTables.all());
    Logs.as(settings.get(LogKeys.FORMAT));
    Brokers.of(settings);
    HealthServer.boundRequests();
    SchedulerConfig config = SchedulerConfig.from(settings);
    try (ApiOfScheduler api = ApiOfScheduler.open(HttpConfig.from(settings));
        Scheduler scheduler = Scheduler.start(api.known(config))) {
      api.serve(scheduler, settings.kafka(), config.topics());
      console
          .signals()
          .onSignal(signal -> {
            scheduler.close();
            return signal.equals("TERM") ? ExitCode.OK.code() : Signals.code(signal);
          });
      api.url().ifPresent(url -> console.say("http api: " + url));
      scheduler.healthUrl().ifPresent(url -> console.say(LocalText.health(url)));
      scheduler.awaitRunning(LONGEST_START);
      console.say("scheduler is running");
      while (!scheduler.awaitStopped(LOOK_AGAIN)) {
        continue;
      }
      return scheduler.failed() ? ExitCode.FAILED : ExitCode.OK;
    }
  }
}
