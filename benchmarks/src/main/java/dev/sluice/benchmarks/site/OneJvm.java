package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.figure.CpuTimes;
import dev.sluice.cli.local.LocalOptions;
import dev.sluice.cli.local.LocalSluice;
import dev.sluice.client.SluiceClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Broker, scheduler, worker and client in this JVM, as {@code sluice run} has them. */
public final class OneJvm implements Site {

  private static final String ALL = "all";

  private final LocalSluice sluice;
  private final String bootstrapServers;
  private final SluiceClient client;

  private OneJvm(LocalSluice sluice) {
    this.sluice = sluice;
    this.bootstrapServers = sluice.start();
    sluice.awaitStarted();
    this.client = SluiceClient.connect(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Starts all of it; returns when it is at work. */
  public static OneJvm start(SiteConfig config, Workplace workplace) {
    try {
      LocalSluice sluice =
          LocalSluice.in(
              LocalOptions.forOneBatch(
                  workplace.newSite(), Set.of("default"), 1, config.settings()));
      try {
        return new OneJvm(sluice);
      } catch (RuntimeException e) {
        sluice.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
    return new CpuTimes(Map.of(ALL, Cluster.ownCpu()));
  }

  @Override
  public Map<String, Long> pids() {
    return Map.of(ALL, ProcessHandle.current().pid());
  }

  @Override
  public CompletableFuture<Void> failure() {
    return sluice.failure();
  }

  @Override
  public void close() {
    client.close();
    sluice.close();
    Workplace.remove(sluice.dataDirectory());
  }
}
