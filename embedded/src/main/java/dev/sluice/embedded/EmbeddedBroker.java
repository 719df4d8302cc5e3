package dev.sluice.embedded;

import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Kafka broker in this JVM, bound to 127.0.0.1, with its data in one directory.
 *
 * <p>Started again on the same directory it has all topics, records and group offsets that it had
 * before, also after its process was killed; a power cut may lose the last seconds. One directory
 * serves one broker at a time.
 *
 * <p>When the broker cannot go on, for example because its disk is full, Kafka ends the whole JVM;
 * a line on stderr then names the directory.
 */
public final class EmbeddedBroker implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedBroker.class);
  private static final Duration LONGEST_SHUTDOWN = Duration.ofSeconds(20);
  private static final int START_ATTEMPTS = 3;

  private final DataDirectory directory;
  private final DirectoryLock lock;
  private final Ports ports;
  private final KraftNode node;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(DataDirectory directory, DirectoryLock lock, Ports ports, KraftNode node) {
    this.directory = directory;
    this.lock = lock;
    this.ports = ports;
    this.node = node;
  }

  /**
   * Starts a broker and returns when it answers clients.
   *
   * @throws EmbeddedBrokerException if the directory is in use, damaged or not writable, or if
   *     Kafka refuses to start; the message names the directory
   */
  public static EmbeddedBroker start(EmbeddedBrokerConfig config) {
    DataDirectory directory = DataDirectory.prepared(config.dataDirectory());
    DirectoryLock lock = DirectoryLock.take(directory);
    try {
      format(directory);
      KraftNode.announceFatalFailures();
      if (lock.previousOwnerKilled()) {
        new KilledBroker(directory).unregister();
      }
      return started(config, directory, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static void format(DataDirectory directory) {
    if (directory.formatted()) {
      return;
    }
    try {
      KraftNode.format(directory.logs());
    } catch (Exception e) {
      throw new EmbeddedBrokerException(directory + " cannot be formatted: " + reason(e), e);
    }
  }

  private static EmbeddedBroker started(
      EmbeddedBrokerConfig config, DataDirectory directory, DirectoryLock lock) {
    for (int attempt = 1; ; attempt++) {
      Ports ports = Ports.free(config.port());
      try {
        KraftNode node = KraftNode.started(BrokerSettings.of(config, directory, ports));
        return new EmbeddedBroker(directory, lock, ports, node);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedBrokerException("interrupted while starting in " + directory, e);
      } catch (ExecutionException e) {
        Throwable cause = Objects.requireNonNullElse(e.getCause(), e);
        if (attempt == START_ATTEMPTS || config.port() != 0 || !portTaken(cause)) {
          throw new EmbeddedBrokerException(unstarted(config, directory, cause), cause);
        }
        LOG.debug("A port of {} was taken meanwhile, trying others", ports, cause);
      }
    }
  }

  private static String unstarted(
      EmbeddedBrokerConfig config, DataDirectory directory, Throwable cause) {
    return portTaken(cause)
        ? "%s:%d is taken by another program; stop that or choose another port"
            .formatted(Ports.HOST, config.port())
        : "the embedded broker cannot start in " + directory + ": " + reason(cause);
  }

  private static boolean portTaken(Throwable failure) {
    return causes(failure).anyMatch(BindException.class::isInstance);
  }

  /** Kafka wraps its reason in hints at itself: the innermost sentence of Kafka says what is. */
  private static String reason(Throwable failure) {
    return causes(failure)
        .filter(cause -> cause instanceof KafkaException && cause.getMessage() != null)
        .reduce((outer, inner) -> inner)
        .map(Throwable::getMessage)
        .orElse(failure.toString());
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
  }

  /** The address for clients, as {@code bootstrap.servers} wants it. */
  public String bootstrapServers() {
    return Ports.HOST + ":" + ports.client();
  }

  /**
   * Asks for the topics that Kafka otherwise makes when a group or a transaction first needs them,
   * which costs somebody's first task a second of retries. Does not wait: whatever fails is made
   * later, when it is needed.
   *
   * @param admin a client of this broker; what is asked is sent before anything asked of it later
   */
  public void createInternalTopics(Admin admin) {
    InternalTopics.createSoon(admin);
  }

  /** Where the broker keeps its data: an absolute path. */
  public Path dataDirectory() {
    return directory.root();
  }

  /**
   * Shuts the broker down and frees its directory; usually well under a second, at most 20 seconds.
   * A broker that takes longer is left behind, keeps its directory, and a warning says so. Closing
   * twice does nothing.
   */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    CompletableFuture<Void> stopped = new CompletableFuture<>();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .name("sluice-embedded-stop")
            .unstarted(() -> {
              try {
                node.shutdown();
              } catch (RuntimeException e) {
                LOG.warn("The embedded broker in {} stopped with an error", directory, e);
              } finally {
                lock.close();
                stopped.complete(null);
              }
            });
    thread.start();
    try {
      stopped.get(LONGEST_SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("The embedded broker in {} is still stopping", directory, e);
    } catch (ExecutionException e) {
      throw new EmbeddedBrokerException("stopping in " + directory + " failed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
