package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.log.LogKeys;
import dev.sluice.observability.HealthServer;
import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import dev.sluice.worker.handler.TaskHandler;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code sluice worker}: a process that runs tasks. */
@Command(
    name = "worker",
    description = "Runs tasks until it is asked to end; then finishes those that it has.",
    footerHeading = "%nExample:%n",
    footer = "  sluice worker --bootstrap-server localhost:9092 --concurrency 50")
final class WorkerCommand implements Callable<ExitCode> {

  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @ParentCommand Sluice sluice;

  @Option(
      names = "--concurrency",
      paramLabel = "N|adaptive",
      description = "Tasks at a time; short for -X sluice.worker.concurrency=N.")
  @Nullable String concurrency;

  @Option(
      names = "--pool",
      paramLabel = "POOL",
      description = "Whose tasks to run; short for -X sluice.worker.pool=POOL.")
  @Nullable String pool;

  private final Console console;

  WorkerCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    Logs.ofProcess(sluice.verbose || sluice.debug);
    if (concurrency != null) {
      connection.set("sluice.worker.concurrency", concurrency);
    }
    if (pool != null) {
      connection.set("sluice.worker.pool", pool);
    }
    Settings settings = connection.settings(console.env(), ConfigTables.all());
    Logs.as(settings.get(LogKeys.FORMAT));
    Brokers.of(settings);
    HealthServer.boundRequests();
    WorkerConfig config = WorkerConfig.from(settings);
    List<TaskHandler> handlers = Worker.discoveredHandlers(config);
    try (Worker worker = Worker.start(config, handlers)) {
      console
          .signals()
          .onSignal(signal -> {
            worker.close();
            return signal.equals("TERM") ? ExitCode.OK.code() : Signals.code(signal);
          });
      console.say(running(handlers));
      worker.healthUrl().ifPresent(url -> console.say(LocalText.health(url)));
      worker.ended().toCompletableFuture().join();
      return ExitCode.OK;
    }
  }

  private static String running(List<TaskHandler> handlers) {
    List<String> types = handlers.stream().map(TaskHandler::type).sorted().toList();
    return "worker is running, serves "
        + String.join(" ", types)
        + (types.contains("exec") ? "" : " (exec is off: sluice.worker.exec.allow)")
        + (types.contains("http") ? "" : " (http is off: sluice.worker.http.allow)");
  }
}
