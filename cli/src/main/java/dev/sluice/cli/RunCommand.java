package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.file.BatchFile;
import dev.sluice.cli.file.DurationText;
import dev.sluice.cli.file.FileRejectedException;
import dev.sluice.cli.file.FileSubmission;
import dev.sluice.cli.file.ServedTypes;
import dev.sluice.cli.local.LocalOptions;
import dev.sluice.cli.local.LocalSluice;
import dev.sluice.client.SluiceClient;
import dev.sluice.worker.Worker;
import dev.sluice.worker.WorkerConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sluice run}: one batch from its file to its summary. */
@Command(
    name = "run",
    description = {
      "Runs a batch and prints its summary.",
      "Starts a broker, a scheduler and workers inside this process for it, unless"
          + " --bootstrap-server names brokers: then only submits and waits."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice run examples/word-count.yaml",
      "  sluice run workflow.json --time-scale 0 -o json --results results.jsonl",
      "  sluice run batch.yaml --report report.html",
      "  sluice run batch.yaml --data-dir ./sluice-data",
      "  sluice run batch.yaml --bootstrap-server localhost:9092 --timeout 10m"
    })
final class RunCommand implements Callable<ExitCode> {

  @Mixin BatchFileArgument argument = new BatchFileArgument();
  @Mixin ConnectionOptions connection = new ConnectionOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin RunFiles files = new RunFiles();

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers in this process. Default: ${DEFAULT-VALUE}.")
  int workers = 1;

  @Option(
      names = "--concurrency",
      paramLabel = "N|adaptive",
      description =
          "Tasks that one worker runs at a time; adaptive finds out for each type how many get more"
              + " done. Default: 4 for each processor.")
  @Nullable String concurrency;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = {
        "Where the broker keeps its data. The same command on the same DIR goes on with a batch"
            + " that was interrupted: what has ended of it does not run again.",
        "Default: a temporary folder, removed at the end."
      })
  @Nullable Path dataDirectory;

  @Option(
      names = "--again",
      description =
          "With --data-dir: runs the batch anew, whatever became of it there. Without this option"
              + " the same file goes on where it was, and a batch that has ended is only shown again.")
  boolean again;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Waits no longer than this, for example 30s, and exits with 6.")
  @Nullable String timeout;

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    files.check();
    Duration atMost = timeout();
    refuseWhatIsMissing();
    boolean local = !connection.namesBrokers();
    if (!local) {
      refuseLocalOptions();
    }
    Set<String> pools = new LinkedHashSet<>(Set.of("default"));
    BatchToRun batch = batch(local, pools);
    var following = new BatchFollowing(console, output.format, files, atMost);
    return local ? runHere(batch, pools, following) : runThere(batch, following);
  }

  /** What was read does not outlive this method: of a large file it is much. */
  private BatchToRun batch(boolean local, Set<String> pools)
      throws IOException, FileRejectedException {
    BatchFile file = argument.read(console, local);
    if (local) {
      servedHere().check(file);
    }
    file.tasks().forEach(task -> pools.add(task.spec().pool()));
    return new BatchToRun(FileSubmission.batchOf(file, null));
  }

  private ExitCode runThere(BatchToRun batch, BatchFollowing following) throws IOException {
    var settings = connection.settings(console.env(), ConfigTables.all());
    console
        .signals()
        .onSignal(signal -> {
          console.say("batch " + batch.id() + " goes on; see sluice status " + batch.id());
          return Signals.code(signal);
        });
    try (SluiceClient client = Brokers.client(settings)) {
      return following.follow(client, BatchStart.first(), batch);
    }
  }

  private ExitCode runHere(BatchToRun batch, Set<String> pools, BatchFollowing following)
      throws IOException {
    LocalSluice sluice =
        LocalSluice.in(LocalOptions.forOneBatch(dataDirectory, pools, workers, workerSettings()));
    console.say(LocalText.starting(workers * pools.size()));
    boolean processEnds = console.signals().processEndsAfterCommand();
    console
        .signals()
        .onSignal(signal -> {
          Logs.silence();
          following.stop();
          sluice.abandon();
          console.say(LocalText.interrupted(batch.name(), dataDirectory));
          return Signals.code(signal);
        });
    try {
      SluiceClient client =
          SluiceClient.connect(Map.of("bootstrap.servers", sluice.start()), sluice.topics());
      try {
        if (sluice.endedPrograms() > 0) {
          console.say(LocalText.endedPrograms(sluice.endedPrograms()));
        }
        sluice.awaitStarted();
        return followWhileItRuns(sluice, () -> following.follow(client, start(), batch), following);
      } finally {
        if (!processEnds) {
          client.close();
        }
      }
    } finally {
      if (processEnds) {
        console.flush();
        Logs.silence();
        sluice.abandon();
      } else {
        sluice.close();
      }
    }
  }

  private BatchStart start() {
    return dataDirectory == null
        ? BatchStart.first()
        : new KeptStart(dataDirectory, again, console);
  }

  /** A batch whose scheduler or worker is gone for good would be waited for without an end. */
  private static ExitCode followWhileItRuns(
      LocalSluice sluice, Callable<ExitCode> follow, BatchFollowing following) {
    var followed = new CompletableFuture<ExitCode>();
    Thread.ofPlatform()
        .daemon()
        .name("following")
        .start(() -> {
          try {
            followed.complete(follow.call());
          } catch (Throwable e) {
            followed.completeExceptionally(e);
          }
        });
    try {
      CompletableFuture.anyOf(followed, sluice.failure()).join();
      return followed.join();
    } catch (CompletionException e) {
      following.stop();
      throw e;
    }
  }

  private static ServedTypes servedHere() {
    WorkerConfig config = WorkerConfig.of(Map.of());
    Set<String> types = new HashSet<>(Set.of("exec", "http"));
    Worker.discoveredHandlers(config).forEach(handler -> types.add(handler.type()));
    return new ServedTypes(types);
  }

  private Map<String, String> workerSettings() throws IOException {
    Map<String, String> settings = new HashMap<>(connection.properties());
    settings.put("sluice.worker.exec.allow", "*");
    settings.put("sluice.worker.exec.env", "*");
    settings.put("sluice.worker.http.allow", "*:*");
    settings.put("sluice.worker.http.allow-private", "*");
    if (concurrency != null) {
      settings.put("sluice.worker.concurrency", concurrency);
    }
    return settings;
  }

  private void refuseWhatIsMissing() {
    if (concurrency != null && !concurrency.matches("[1-9][0-9]{0,3}|10000|adaptive")) {
      throw usage(
          "--concurrency is '" + concurrency + "'; give a number from 1 to 10000, or adaptive");
    }
    if (again && dataDirectory == null) {
      throw usage("--again is for a run with --data-dir; without, every run is a new one");
    }
    if (workers < 1 || workers > 1000) {
      throw usage("--workers is " + workers + "; give a number from 1 to 1000");
    }
  }

  private void refuseLocalOptions() {
    if (concurrency != null || dataDirectory != null || workers != 1) {
      throw usage(
          "--workers, --concurrency and --data-dir are for a run without --bootstrap-server;"
              + " remove them, the workers there have their own settings");
    }
  }

  private @Nullable Duration timeout() {
    try {
      return timeout == null ? null : DurationText.parse(timeout);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, List.of("--timeout: " + e.getMessage()), e);
    }
  }

  private static CommandException usage(String line) {
    return new CommandException(ExitCode.USAGE, line);
  }
}
