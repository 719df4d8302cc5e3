package dev.sluice.benchmarks;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Raw;
import dev.sluice.benchmarks.figure.Yardstick;
import dev.sluice.benchmarks.output.Environment;
import dev.sluice.benchmarks.output.Report;
import dev.sluice.benchmarks.raw.RawPipeline;
import dev.sluice.benchmarks.raw.RawSize;
import dev.sluice.benchmarks.site.Cluster;
import dev.sluice.benchmarks.site.OneJvm;
import dev.sluice.benchmarks.site.Site;
import dev.sluice.benchmarks.site.SiteConfig;
import dev.sluice.benchmarks.site.Workplace;
import dev.sluice.benchmarks.workload.Chain;
import dev.sluice.benchmarks.workload.Context;
import dev.sluice.benchmarks.workload.IndependentTasks;
import dev.sluice.benchmarks.workload.SingleTask;
import dev.sluice.benchmarks.workload.Workload;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs what was selected: starts sites, has workloads measure, collects the figures. */
final class BenchRun {

  private final Selection selection;
  private final Scale scale;
  private final int repetitions;
  private final SiteConfig config;
  private final Workplace workplace;
  private final Progress progress;
  private final Map<String, Figures> separate = new LinkedHashMap<>();
  private final Map<String, Figures> oneJvm = new LinkedHashMap<>();
  private @Nullable Raw raw;

  BenchRun(
      Selection selection,
      Scale scale,
      int repetitions,
      SiteConfig config,
      Workplace workplace,
      Progress progress) {
    this.selection = selection;
    this.scale = scale;
    this.repetitions = repetitions;
    this.config = config;
    this.workplace = workplace;
    this.progress = progress;
  }

  Report run() {
    onSeparateProcesses();
    inOneJvm();
    Environment environment =
        Environment.here(config.partitions(), scale.name().toLowerCase(Locale.ROOT), repetitions);
    return Report.of(environment, raw, separate, oneJvm);
  }

  private void onSeparateProcesses() {
    progress.say("starting a broker");
    try (Cluster cluster = Cluster.withBroker(config, workplace)) {
      if (selection.has("raw")) {
        raw =
            new RawPipeline(RawSize.of(scale), repetitions, config.partitions(), progress)
                .measure(cluster.bootstrapServers());
      }
      List<Workload> selected = selected(workloads());
      if (!selected.isEmpty()) {
        progress.say("starting a scheduler and a worker");
        cluster.startAll(config);
        selected.forEach(workload -> separate.put(workload.name(), measure(workload, cluster)));
      }
    }
  }

  private void inOneJvm() {
    List<Workload> selected = selected(workloads());
    if (!selection.has("oneJvm") || selected.isEmpty()) {
      return;
    }
    progress.say("starting all in one JVM");
    try (OneJvm site = OneJvm.start(config, workplace)) {
      selected.forEach(workload -> oneJvm.put(workload.name(), measure(workload, site)));
    }
  }

  /** Those that run on a site of any kind. */
  private List<Workload> workloads() {
    Context context = new Context(scale, repetitions, new Yardstick(raw), progress);
    return List.of(new IndependentTasks(context), new Chain(context), new SingleTask(context));
  }

  private List<Workload> selected(List<Workload> workloads) {
    return workloads.stream().filter(workload -> selection.has(workload.name())).toList();
  }

  private Figures measure(Workload workload, Site site) {
    progress.say(workload.name() + ": " + workload.description());
    return new Watch(workplace.logs())
        .within(workload.name(), workload.timeout(), site.failure(), () -> workload.measure(site));
  }
}
