package dev.sluice.faults.site;

import dev.sluice.client.SluiceClient;
import dev.sluice.embedded.AdvertisedListener;
import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.faults.net.KafkaProxy;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.schemas.topic.TopicAdmin;
import dev.sluice.schemas.topic.TopicCatalogue;
import dev.sluice.schemas.topic.Topics;
import dev.sluice.worker.TransportChoice.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A broker in this JVM, a scheduler process and a client: what most faults leave alone. Each test
 * takes a pool of workers of its own. Logs stay in {@code target/faults}.
 */
public final class Site implements AutoCloseable {

  /** Of every release topic; fewer than workers in some tests. */
  public static final int PARTITIONS = 2;

  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int POOLS = 48;
  private static final AtomicInteger SITES = new AtomicInteger();

  private final Path folder;
  private final UnaryOperator<EmbeddedBrokerConfig> options;
  private final AtomicInteger used = new AtomicInteger();
  private final int poolCount;
  private final int port = KafkaProxy.freePort();
  private final int proxied = KafkaProxy.freePort();
  private final KafkaProxy proxy;
  private EmbeddedBroker broker;
  private final SluiceProcess scheduler;
  private final SluiceClient client;

  private Site(Path folder, int pools, UnaryOperator<EmbeddedBrokerConfig> options) {
    this.folder = folder;
    this.options = options;
    this.poolCount = pools;
    this.proxy = KafkaProxy.to(proxied);
    this.broker = EmbeddedBroker.start(config());
    try (Admin admin = admin()) {
      broker.createInternalTopics(admin);
      TopicAdmin.apply(
          admin, new TopicCatalogue(TOPICS, PARTITIONS, (short) 1, Set.copyOf(names())));
    }
    scheduler = startScheduler();
    scheduler.awaitSaid("scheduler is running");
    client = SluiceClient.connect(Map.of("bootstrap.servers", brokers()));
  }

  /** One for many tests. */
  static Site shared() {
    return new Site(newFolder("shared"), POOLS, config -> config);
  }

  /** One with a broker of its own, for a few pools. */
  public static Site with(String name, int pools, UnaryOperator<EmbeddedBrokerConfig> options) {
    return new Site(newFolder(name), pools, options);
  }

  private static Path newFolder(String name) {
    Path folder =
        Path.of("target", "faults", name + "-" + SITES.incrementAndGet()).toAbsolutePath();
    delete(folder);
    try {
      return Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private EmbeddedBrokerConfig config() {
    return options.apply(
        EmbeddedBrokerConfig.in(folder.resolve("broker"))
            .withPort(port)
            .withListener(new AdvertisedListener("PROXIED", proxied, proxy.port())));
  }

  private List<String> names() {
    return IntStream.range(0, poolCount).mapToObj(i -> "p" + i).toList();
  }

  private SluiceProcess startScheduler() {
    return SluiceProcess.start(
        folder.resolve("scheduler.log"),
        List.of(),
        List.of(
            "scheduler",
            "--http-port",
            "0",
            "--bootstrap-server",
            brokers(),
            "-X",
            "sluice.pools=" + String.join(",", names()),
            "-X",
            "sluice.topics.partitions=" + PARTITIONS,
            "-X",
            "sluice.scheduler.state-directory=" + folder.resolve("state"),
            "-X",
            "sluice.scheduler.session-timeout=6s",
            "-X",
            "sluice.scheduler.lease-check=500ms",
            "-X",
            "sluice.scheduler.worker-timeout=5s"));
  }

  /** A pool that nobody has used yet, with workers over this transport. */
  public Pool pool(Kind transport) {
    String name = names().get(used.getAndIncrement());
    return new Pool(this, name, transport, folder.resolve(name));
  }

  public String brokers() {
    return broker.bootstrapServers();
  }

  /** Another way to the same broker. */
  public KafkaProxy proxy() {
    return proxy;
  }

  /** A client for whatever the broker can be asked. */
  public Admin admin() {
    return Admin.create(Map.of("bootstrap.servers", brokers()));
  }

  /** Restarts the only broker, which moves every leader and every coordinator. */
  public void restartBroker(Runnable meanwhile) {
    broker.close();
    meanwhile.run();
    broker = EmbeddedBroker.start(config());
  }

  public SluiceProcess scheduler() {
    return scheduler;
  }

  SluiceClient client() {
    return client;
  }

  /** Every result of a batch, by task id. */
  Map<String, List<Topic.Kept<Result>>> results(String batchId) {
    return results(Set.of(batchId)).getOrDefault(batchId, Map.of());
  }

  /** Every result of these batches, by batch id and task id. */
  Map<String, Map<String, List<Topic.Kept<Result>>>> results(Set<String> batchIds) {
    return new Topic(brokers(), TOPICS.result())
        .of(Result.class).stream()
            .filter(each -> batchIds.contains(each.value().getBatchId()))
            .collect(
                Collectors.groupingBy(
                    each -> each.value().getBatchId(),
                    Collectors.groupingBy(each -> each.value().getTaskId())));
  }

  /** Every report about a task. */
  public List<Report> reports(String batchId, String taskId) {
    return new Topic(brokers(), TOPICS.report())
        .of(Report.class).stream()
            .map(Topic.Kept::value)
            .filter(each -> each.getBatchId().equals(batchId) && each.getTaskId().equals(taskId))
            .toList();
  }

  /** What a worker of a pool said last. */
  Optional<Heartbeat> heartbeat(String pool, String workerId) {
    return new Topic(brokers(), TOPICS.worker())
        .of(Heartbeat.class).stream()
            .map(Topic.Kept::value)
            .filter(each -> each.getPool().equals(pool) && each.getWorkerId().equals(workerId))
            .reduce((earlier, later) -> later);
  }

  /** The dead letters of a batch. */
  public List<ConsumerRecord<String, byte[]>> deadLetters(String batchId) {
    return new Topic(brokers(), TOPICS.deadLetter())
        .records().stream()
            .filter(each -> each.key() != null && each.key().startsWith(batchId + "/"))
            .toList();
  }

  @Override
  public void close() throws IOException {
    client.close();
    scheduler.close();
    proxy.close();
    broker.close();
    delete(folder.resolve("broker"));
    delete(folder.resolve("state"));
  }
}
