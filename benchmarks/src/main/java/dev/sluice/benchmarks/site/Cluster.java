package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.figure.CpuTimes;
import dev.sluice.benchmarks.site.SiteConfig.Role;
import dev.sluice.client.SluiceClient;
import dev.sluice.http.HttpKeys;
import dev.sluice.scheduler.SchedulerKeys;
import dev.sluice.schemas.topic.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A broker, a scheduler and a worker, each in its own process. The broker runs from the start, the
 * others when they are asked for.
 */
public final class Cluster implements Site {

  private static final String HEAP = "-Xmx1g";
  private static final String CLIENT = "client";
  private static final String HTTP_API = "sluice: http api: ";

  private final Path folder;
  private final Path logs;
  private final String bootstrapServers;
  private final SluiceClient client;
  private final Map<Role, ChildProcess> processes = new EnumMap<>(Role.class);
  private final CompletableFuture<Void> failure = new CompletableFuture<>();

  private Cluster(Path folder, Path logs, ChildProcess broker, SiteConfig config) {
    this.folder = folder;
    this.logs = logs;
    this.bootstrapServers = broker.awaitReady();
    keep(Role.BROKER, broker);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
      TopicAdmin.apply(admin, config.catalogue());
    }
    this.client = SluiceClient.connect(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Starts a broker with the topics, nothing else yet. */
  public static Cluster withBroker(SiteConfig config, Workplace workplace) {
    Path folder = workplace.newSite();
    ChildProcess broker =
        ChildProcess.start(
            "broker",
            javaOf(Role.BROKER, config)
                .of(LeashedBroker.class, List.of(folder.resolve("broker").toString())),
            LeashedBroker.ADDRESS,
            workplace.logs().resolve("broker.log"));
    try {
      return new Cluster(folder, workplace.logs(), broker, config);
    } catch (RuntimeException e) {
      broker.close();
      throw e;
    }
  }

  private static JavaCommand javaOf(Role role, SiteConfig config) {
    List<String> options = new ArrayList<>();
    options.add(HEAP);
    options.addAll(config.javaOptionsOf(role));
    return new JavaCommand(options);
  }

  /** Starts the scheduler and the worker; returns when both are at work. */
  public void startAll(SiteConfig config) {
    launch(Role.SCHEDULER, config);
    launch(Role.WORKER, config);
    process(Role.SCHEDULER).awaitReady();
    process(Role.WORKER).awaitReady();
  }

  /** Starts one of the processes; returns when it is at work. */
  public void start(Role role, SiteConfig config) {
    launch(role, config);
    process(role).awaitReady();
  }

  /** Like {@link #start}, and also returns at once. */
  public void launch(Role role, SiteConfig config) {
    String name = name(role);
    List<String> arguments = new ArrayList<>();
    arguments.add(name);
    arguments.add("--bootstrap-server");
    arguments.add(bootstrapServers);
    if (role == Role.SCHEDULER) {
      property(arguments, SchedulerKeys.STATE_DIRECTORY.name(), stateDirectory().toString());
      property(arguments, HttpKeys.PORT.name(), "0");
    }
    config.settingsOf(role).forEach((key, value) -> property(arguments, key, value));
    keep(
        role,
        ChildProcess.start(
            name,
            javaOf(role, config).of(LeashedSluice.class, arguments),
            "sluice: " + name + " is running",
            logs.resolve(name + ".log")));
  }

  private static void property(List<String> arguments, String key, String value) {
    arguments.add("-X");
    arguments.add(key + "=" + value);
  }

  private void keep(Role role, ChildProcess process) {
    processes.put(role, process);
    var unused =
        process
            .died()
            .exceptionally(cause -> {
              failure.completeExceptionally(cause);
              return null;
            });
  }

  private ChildProcess process(Role role) {
    ChildProcess process = processes.get(role);
    if (process == null) {
      throw new IllegalStateException("no " + role + " was started");
    }
    return process;
  }

  /** Where the scheduler's HTTP API is, once it is at work. */
  public String httpUrl() {
    try (Stream<String> lines = Files.lines(logs.resolve(name(Role.SCHEDULER) + ".log"))) {
      return lines
          .filter(line -> line.startsWith(HTTP_API))
          .map(line -> line.substring(HTTP_API.length()))
          .reduce((first, last) -> last)
          .orElseThrow(() -> new BenchException("the scheduler did not say where its API is"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a command of {@code sluice} to its end, as a user would, in a JVM of its own.
   *
   * @param heap its largest heap, as {@code -Xmx} says it
   */
  public CommandRun.Ended run(String heap, String... words) {
    List<String> arguments = new ArrayList<>(List.of(words));
    arguments.add("--bootstrap-server");
    arguments.add(bootstrapServers);
    return CommandRun.of(heap, arguments, logs);
  }

  /** Where commands may write; gone with the site. */
  public Path folder() {
    return folder;
  }

  /** Asks a process to end, as an operator would, and waits for it. */
  public void stop(Role role) {
    process(role).stop();
    processes.remove(role);
  }

  /** Kills a process as a crash would. */
  public void kill(Role role) {
    process(role).kill();
    processes.remove(role);
  }

  /** The process id. */
  public long pid(Role role) {
    return process(role).pid();
  }

  /** Where the scheduler keeps its state. */
  public Path stateDirectory() {
    return folder.resolve("scheduler");
  }

  @Override
  public String bootstrapServers() {
    return bootstrapServers;
  }

  @Override
  public SluiceClient client() {
    return client;
  }

  @Override
  public CpuTimes cpu() {
    Map<String, Duration> times = new LinkedHashMap<>();
    processes.forEach((role, process) -> times.put(name(role), process.cpu()));
    times.put(CLIENT, ownCpu());
    return new CpuTimes(times);
  }

  @Override
  public Map<String, Long> pids() {
    Map<String, Long> pids = new LinkedHashMap<>();
    processes.forEach((role, process) -> pids.put(name(role), process.pid()));
    pids.put(CLIENT, ProcessHandle.current().pid());
    return pids;
  }

  private static String name(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  static Duration ownCpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public CompletableFuture<Void> failure() {
    return failure.copy();
  }

  @Override
  public void close() {
    client.close();
    List<ChildProcess> brokerLast = new ArrayList<>(processes.values()).reversed();
    brokerLast.forEach(ChildProcess::close);
    processes.clear();
    Workplace.remove(folder);
  }
}
