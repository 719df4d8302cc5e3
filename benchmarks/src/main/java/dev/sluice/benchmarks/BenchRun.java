package dev.sluice.benchmarks;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Raw;
import dev.sluice.benchmarks.figure.StepCost;
import dev.sluice.benchmarks.figure.Yardstick;
import dev.sluice.benchmarks.micro.MicroRun;
import dev.sluice.benchmarks.output.Environment;
import dev.sluice.benchmarks.output.Report;
import dev.sluice.benchmarks.raw.RawPipeline;
import dev.sluice.benchmarks.raw.RawSize;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.OneJvm;
import dev.sluice.benchmarks.site.Site;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.Workplace;
import dev.sluice.benchmarks.workload.Catalogue;
import dev.sluice.benchmarks.workload.ClusterWorkload;
import dev.sluice.benchmarks.workload.Context;
import dev.sluice.benchmarks.workload.Workload;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs what was selected: starts sites, has workloads measure, collects the figures. */
final class BenchRun {

  private final BenchPlan plan;
  private final SiteConfig config;
  private final Workplace workplace;
  private final Progress progress;
  private final Map<String, Figures> separate = new HashMap<>();
  private final Map<String, Figures> oneJvm = new HashMap<>();
  private @Nullable Raw raw;

  BenchRun(BenchPlan plan, Workplace workplace, Progress progress) {
    this.plan = plan;
    this.config = plan.config();
    this.workplace = workplace;
    this.progress = progress;
  }

  Report run() {
    Map<String, StepCost> micro =
        plan.selection().hasByName("micro") ? new MicroRun(progress).measure() : Map.of();
    onSharedProcesses();
    catalogue().onOwnProcesses().stream().filter(this::selected).forEach(this::onOwnProcesses);
    inOneJvm();
    Environment environment =
        Environment.here(
            config.partitions(), plan.scale().name().toLowerCase(Locale.ROOT), plan.repetitions());
    return Report.of(environment, raw, ordered(separate), ordered(oneJvm), micro);
  }

  private void onSharedProcesses() {
    boolean rawToo = plan.selection().has("raw");
    if (!rawToo && catalogue().onAnySite().stream().noneMatch(this::selected)) {
      return;
    }
    progress.say("starting a broker");
    try (Cluster cluster = Cluster.withBroker(config, workplace)) {
      if (rawToo) {
        raw = raw(cluster);
      }
      List<Workload> workloads = catalogue().onAnySite().stream().filter(this::selected).toList();
      if (!workloads.isEmpty()) {
        progress.say("starting a scheduler and a worker");
        cluster.startAll(config);
        workloads.forEach(workload -> separate.put(workload.name(), measure(workload, cluster)));
      }
    }
  }

  private Raw raw(Cluster cluster) {
    var pipeline =
        new RawPipeline(
            RawSize.of(plan.scale()), plan.repetitions(), config.partitions(), progress);
    return within(
        "raw", Duration.ofMinutes(2), cluster, () -> pipeline.measure(cluster.bootstrapServers()));
  }

  private void onOwnProcesses(ClusterWorkload workload) {
    progress.say(workload.name() + ": " + workload.description());
    try (Cluster cluster = Cluster.withBroker(config, workplace)) {
      separate.put(
          workload.name(),
          within(
              workload.name(),
              workload.timeout(),
              cluster,
              () -> workload.measure(cluster, config)));
    }
  }

  private void inOneJvm() {
    List<Workload> workloads = catalogue().inOneJvm().stream().filter(this::selected).toList();
    if (!plan.selection().has("oneJvm") || workloads.isEmpty()) {
      return;
    }
    progress.say("starting all in one JVM");
    try (OneJvm site = OneJvm.start(config, workplace)) {
      workloads.forEach(workload -> oneJvm.put(workload.name(), measure(workload, site)));
    }
  }

  private Figures measure(Workload workload, Site site) {
    progress.say(workload.name() + ": " + workload.description());
    String name = site instanceof OneJvm ? workload.name() + "-one-jvm" : workload.name();
    return within(
        workload.name(),
        workload.timeout(),
        site,
        () -> new Recordings(plan.profile()).during(name, site, () -> workload.measure(site)));
  }

  private <T> T within(String name, Duration atMost, Site site, Supplier<T> work) {
    return new Watch(workplace.logs()).within(name, atMost, site.failure(), work);
  }

  private Catalogue catalogue() {
    return new Catalogue(
        new Context(plan.scale(), plan.repetitions(), new Yardstick(raw), progress));
  }

  private boolean selected(Workload workload) {
    return plan.selection().has(workload.name());
  }

  private boolean selected(ClusterWorkload workload) {
    return plan.selection().has(workload.name());
  }

  private static Map<String, Figures> ordered(Map<String, Figures> figures) {
    Map<String, Figures> ordered = new LinkedHashMap<>();
    for (String name : Selection.ALL) {
      if (figures.containsKey(name)) {
        ordered.put(name, figures.get(name));
      }
    }
    return ordered;
  }
}
