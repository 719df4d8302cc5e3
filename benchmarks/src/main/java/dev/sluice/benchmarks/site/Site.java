package dev.sluice.benchmarks.site;

import dev.sluice.benchmarks.figure.CpuTimes;
import dev.sluice.client.SluiceClient;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A running Sluice, and a client of it in this JVM. */
public sealed interface Site extends AutoCloseable permits Cluster, OneJvm {

  String bootstrapServers();

  SluiceClient client();

  /** Processor time of each of its processes so far. */
  CpuTimes cpu();

  /** The JVMs that it runs in, by name. */
  Map<String, Long> pids();

  /** Completes exceptionally once it can't go on; else never. */
  CompletableFuture<Void> failure();

  /** Ends everything and forgets its data. */
  @Override
  void close();
}
