package dev.sluice.benchmarks.workload;

import dev.sluice.benchmarks.BenchException;
import dev.sluice.benchmarks.Scale;
import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.PageTimes;
import dev.sluice.benchmarks.figure.Reading;
import dev.sluice.benchmarks.figure.WayOut;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.CommandRun;
import dev.sluice.benchmarks.site.Download;
import dev.sluice.benchmarks.site.Jcmd;
import dev.sluice.benchmarks.site.ListPages;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.cli.ExitCode;
import dev.sluice.client.Batch;
import dev.sluice.client.BatchHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * W10: what a large batch is like to read once it has run: pages of the HTTP API, exports and a
 * report in a small heap, the list of many batches.
 */
public final class ReadingResults implements ClusterWorkload {

  private static final String HEAP = "64m";
  private static final long SEED = 42;
  private static final int ONE_IN = 1000;
  private static final int AT_A_TIME = 50;
  private static final Duration LONGEST_RUN = Duration.ofMinutes(6);

  private final Context context;
  private final int results;
  private final int batches;
  private final int requests;

  public ReadingResults(Context context) {
    this.context = context;
    this.results =
        switch (context.scale()) {
          case FULL -> 1_000_000;
          case QUICK -> 100_000;
          case TINY -> 2_000;
        };
    this.batches =
        switch (context.scale()) {
          case FULL -> 10_000;
          case QUICK -> 1_000;
          case TINY -> 50;
        };
    this.requests = context.scale() == Scale.TINY ? 20 : 1_000;
  }

  @Override
  public String name() {
    return "W10";
  }

  @Override
  public String description() {
    return "reading %,d results of one batch, and %,d batches".formatted(results, batches);
  }

  @Override
  public Duration timeout() {
    return Duration.ofMinutes(15);
  }

  @Override
  public Figures measure(Cluster cluster, SiteConfig config) {
    cluster.startAll(config);
    int few = results / 10;
    run(cluster, Batches.mixed("few", few, ONE_IN));
    run(cluster, Batches.mixed("many", results, ONE_IN));
    say("%,d tasks have run".formatted(few + results));
    runSmall(cluster);
    say("%,d batches have run".formatted(batches));
    Map<String, PageTimes> pageMs = pages(cluster);
    Map<String, List<WayOut>> waysOut = new LinkedHashMap<>();
    for (String format : List.of("jsonl", "csv")) {
      waysOut.put(
          "export " + format,
          List.of(export(cluster, "few", few, format), export(cluster, "many", results, format)));
    }
    waysOut.put(
        "export over HTTP",
        List.of(download(cluster, "few", few), download(cluster, "many", results)));
    waysOut.put(
        "report html", List.of(report(cluster, "few", few), report(cluster, "many", results)));
    double list = cluster.run(HEAP, "list", "-o", "json").seconds();
    return new Reading(results, batches + 2, pageMs, waysOut, list);
  }

  private static void run(Cluster cluster, Batch batch) {
    try (BatchHandle handle = cluster.client().submit(batch, ignored -> {})) {
      var unused = handle.await(LONGEST_RUN);
    }
  }

  private void runSmall(Cluster cluster) {
    try (ExecutorService submitters = Executors.newFixedThreadPool(AT_A_TIME)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < batches; i++) {
        running.add(submitters.submit(() -> run(cluster, Batches.independent(1))));
      }
      for (Future<?> batch : running) {
        var unused = batch.get();
      }
    } catch (ExecutionException e) {
      throw new BenchException(ExitCode.FAILED, "a batch failed: " + e.getCause(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BenchException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  private Map<String, PageTimes> pages(Cluster cluster) {
    String all = cluster.httpUrl() + "/api/v1/batches";
    Map<String, PageTimes> pageMs = new LinkedHashMap<>();
    pageMs.put(
        "tasks",
        pages(
            all + "/many/tasks",
            List.of("", "&sort=-id", "&status=succeeded", "&status=failed", "&type=simulate")));
    pageMs.put(
        "results",
        pages(
            all + "/many/results",
            List.of("", "&status=succeeded", "&status=failed", "&type=noop", "&group=g7")));
    pageMs.put(
        "batches",
        pages(all, List.of("", "&sort=-id", "&status=succeeded", "&status=failed", "&name=many")));
    return pageMs;
  }

  private PageTimes pages(String list, List<String> filters) {
    try (ListPages pages = new ListPages(list, filters, SEED)) {
      var unused = pages.millis(requests / 4); // warm
      PageTimes times = PageTimes.of(pages.millis(requests));
      say("%s: p99 %.1f ms".formatted(list.substring(list.lastIndexOf('/')), times.p99()));
      return times;
    }
  }

  private WayOut export(Cluster cluster, String batch, int size, String format) {
    Path file = cluster.folder().resolve(batch + "." + format);
    return wayOut(cluster.run(HEAP, "export", batch, "--to", file.toString()), size, file);
  }

  private WayOut report(Cluster cluster, String batch, int size) {
    Path file = cluster.folder().resolve(batch + ".html");
    return wayOut(cluster.run(HEAP, "report", batch, "--to", file.toString()), size, file);
  }

  /** Meanwhile the scheduler's heap is looked at, which does everything else as well. */
  private WayOut download(Cluster cluster, String batch, int size) {
    String url = cluster.httpUrl() + "/api/v1/batches/" + batch + "/export?format=jsonl";
    Download done = Download.of(url, new Jcmd(cluster.pid(SiteConfig.Role.SCHEDULER)));
    say("%s over HTTP: %.1f s, %.0f MiB".formatted(batch, done.seconds(), done.liveMiB()));
    return new WayOut(size, done.seconds(), done.liveMiB(), done.bytes());
  }

  private WayOut wayOut(CommandRun.Ended ended, int size, Path file) {
    try {
      long bytes = Files.size(file);
      say(
          "%s: %.1f s, %.0f MiB live, %,d bytes"
              .formatted(file.getFileName(), ended.seconds(), ended.liveMiB(), bytes));
      if (bytes == 0) {
        throw new BenchException(file + " is empty");
      }
      return new WayOut(size, ended.seconds(), ended.liveMiB(), bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void say(String what) {
    context.progress().say("W10: " + what);
  }
}
