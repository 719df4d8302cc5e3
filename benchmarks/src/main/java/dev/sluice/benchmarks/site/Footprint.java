package dev.sluice.benchmarks.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ReplicaInfo;

/** What a cluster occupies. */
public record Footprint(Cluster cluster) {

  private static final long KIB = 1024;

  /** Bytes of all files in the scheduler's state directory. */
  public long stateBytes() {
    if (!Files.exists(cluster.stateDirectory())) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(cluster.stateDirectory())) {
      return files.filter(Files::isRegularFile).mapToLong(Footprint::size).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long size(Path file) {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0; // compacted meanwhile
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes of all topics on the broker. */
  public long brokerBytes() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
      int node = admin.describeCluster().nodes().get().iterator().next().id();
      return admin.describeLogDirs(List.of(node)).allDescriptions().get().values().stream()
          .flatMap(folders -> folders.values().stream())
          .flatMap(folder -> folder.replicaInfos().values().stream())
          .mapToLong(ReplicaInfo::size)
          .sum();
    }
  }

  /** Memory that a process occupies, heap and all; 0 where the system does not tell. */
  public static long residentBytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
          .filter(line -> line.startsWith("VmRSS:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * KIB)
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }
}
