package dev.sluice.cli;

import dev.sluice.cli.local.LocalOptions;
import dev.sluice.cli.local.LocalSluice;
import dev.sluice.http.HttpConfig;
import dev.sluice.http.HttpKeys;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice dev}: a whole Sluice in one process that stays up. */
@Command(
    name = "dev",
    description = {
      "Runs a broker, a scheduler and a worker in this process.",
      "It stays until it is asked to end, so that other commands and programs have something "
          + "to talk to."
    },
    footerHeading = "%nExample:%n",
    footer = {
      "  sluice dev --data-dir ./sluice-data",
      "  sluice submit batch.yaml --bootstrap-server 127.0.0.1:9092",
      "  sluice dev -X sluice.pools=default,gpu"
    })
final class DevCommand implements Callable<ExitCode> {

  private static final int KAFKA_PORT = 9092;
  private static final int PARTITIONS = 4;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where the broker listens on 127.0.0.1. Default: 9092 if it is free.")
  @Nullable Integer port;

  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Where everything is kept. Default: a temporary folder, removed at the end.")
  @Nullable Path dataDirectory;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers for each pool, in this process. Default: ${DEFAULT-VALUE}.")
  int workers = 1;

  @Option(
      names = "-X",
      paramLabel = "KEY=VALUE",
      description = "One property of the scheduler or the workers. May be repeated.")
  Map<String, String> properties = new LinkedHashMap<>();

  private final Console console;

  DevCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws Exception {
    if (workers < 1 || workers > 1000) {
      throw new CommandException(
          ExitCode.USAGE, "--workers is " + workers + "; give a number from 1 to 1000");
    }
    ApiOfScheduler api = ApiOfScheduler.open(apiConfig());
    LocalSluice sluice =
        LocalSluice.in(
            new LocalOptions(
                dataDirectory,
                pools(),
                workers,
                properties,
                PARTITIONS,
                port == null ? usualPortIfFree() : port));
    console
        .signals()
        .onSignal(signal -> {
          Logs.silence();
          sluice.abandon();
          return signal.equals("TERM") ? ExitCode.OK.code() : Signals.code(signal);
        });
    console.say(LocalText.starting(workers));
    try {
      String broker = sluice.start();
      sluice.awaitStarted();
      api.serve(sluice.scheduler(), Map.of("bootstrap.servers", broker), sluice.topics());
      console.out().println("broker  " + broker);
      api.url().ifPresent(url -> console.out().println("http    " + url));
      console.out().println("data    " + sluice.dataDirectory());
      console.flush();
      console.say("ready; submit with: sluice submit FILE --bootstrap-server " + broker);
      sluice.failure().join(); // until then, or until a signal ends the process
      return ExitCode.OK;
    } finally {
      api.close();
      sluice.abandon();
    }
  }

  private Set<String> pools() {
    String pools = properties.get(TopicKeys.POOLS.name());
    Map<String, String> asked = pools == null ? Map.of() : Map.of(TopicKeys.POOLS.name(), pools);
    return Set.copyOf(
        Settings.read(asked, Map.of(), List.of(TopicKeys.POOLS)).get(TopicKeys.POOLS));
  }

  /** As {@code -X} says; at the usual port only if that is free. */
  private Optional<HttpConfig> apiConfig() {
    Map<String, String> own = new HashMap<>(properties);
    own.keySet().removeIf(name -> !name.startsWith("sluice.http."));
    Settings settings = Settings.read(own, Map.of(), HttpKeys.all());
    return HttpConfig.from(settings)
        .map(config ->
            settings.isSet(HttpKeys.PORT) ? config : config.withPort(ifFree(config.port())));
  }

  private static int usualPortIfFree() {
    return ifFree(KAFKA_PORT);
  }

  /** The port, or 0 for any other. */
  private static int ifFree(int port) {
    try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    } catch (IOException e) {
      return 0;
    }
  }
}
