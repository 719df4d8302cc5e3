package dev.sluice.benchmarks;

import dev.sluice.benchmarks.site.SiteConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a run is to do.
 *
 * @param repetitions measured rounds of each workload
 * @param config of every process
 * @param profile where flight recordings go; null: none are made
 */
public record BenchPlan(
    Selection selection, Scale scale, int repetitions, SiteConfig config, @Nullable Path profile) {}
