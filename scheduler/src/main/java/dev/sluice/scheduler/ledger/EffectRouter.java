package dev.sluice.scheduler.ledger;

import dev.sluice.core.ledger.Effect;
import dev.sluice.core.ledger.Effect.CacheOutput;
import dev.sluice.core.ledger.Effect.ReleaseTask;
import dev.sluice.core.ledger.Event.TaskReported;
import dev.sluice.core.ledger.Reason;
import dev.sluice.core.task.TaskError;
import dev.sluice.core.task.TaskStatus;
import dev.sluice.scheduler.answer.Verdict;
import dev.sluice.scheduler.cache.CacheWriter;
import dev.sluice.scheduler.release.ReleaseWriter;
import dev.sluice.scheduler.report.DoubtWriter;
import dev.sluice.scheduler.result.ResultWriter;
import dev.sluice.scheduler.signal.SignalWriter;
import dev.sluice.scheduler.wire.Keyed;
import dev.sluice.scheduler.wire.Nodes;
import dev.sluice.scheduler.wire.RecordSizes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Encodes the effects of a decision before any of its rows is written, so that what can't be sent
 * is known while it can still be undone. Whatever it gives fits into its topic.
 */
public final class EffectRouter {

  private final ReleaseWriter releases;
  private final ResultWriter results;
  private final SignalWriter signals;
  private final DoubtWriter doubts;
  private final CacheWriter cache;
  private final RecordSizes sizes;

  /** Made once each, because there is one for nearly every record. */
  private final Map<Kind, String> names = new ConcurrentHashMap<>();

  private record Kind(String what, Enum<?> constant) {
    private String name() {
      return what + constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  public EffectRouter(
      ReleaseWriter releases,
      ResultWriter results,
      SignalWriter signals,
      DoubtWriter doubts,
      CacheWriter cache,
      RecordSizes sizes) {
    this.releases = releases;
    this.results = results;
    this.signals = signals;
    this.doubts = doubts;
    this.cache = cache;
    this.sizes = sizes;
  }

  Routed route(List<Effect> effects, long at) {
    var routed = new Routed(Verdict.in(effects));
    for (Effect effect : effects) {
      switch (effect) {
        case ReleaseTask release -> release(release, at, routed);
        case Effect.RecordResult result -> {
          routed.sends.add(new Send(Nodes.RESULT_SINK, results.write(result)));
          routed.results.add(result);
          routed.counted.add(counted("result-", result.status()));
          if (result.cachedFrom() != null) {
            routed.counted.add("cache-hit");
          }
        }
        case Effect.StopTask stop -> {
          routed.sends.add(new Send(Nodes.SIGNAL_SINK, signals.write(stop, at)));
          routed.counted.add("signal");
        }
        case Effect.DoubtLease doubt -> {
          routed.sends.add(new Send(Nodes.REROUTE_SINK, doubts.write(doubt, at)));
          routed.counted.add("lease-doubted");
        }
        case Effect.BatchChanged change -> {
          routed.changes.add(change);
          routed.counted.add(counted("batch-", change.status()));
        }
        case Effect.ForgetResult forget ->
            routed.sends.add(new Send(Nodes.RESULT_SINK, results.write(forget)));
        case Effect.ForgetBatch forget -> {
          routed.forgotten.add(forget.batchId());
          routed.counted.add("batch-forgotten");
        }
        case Effect.CacheOutput kept -> keep(kept, routed);
        case Effect.CacheMissed missed ->
            routed.counted.add(missed.expired() ? "cache-expired" : "cache-miss");
        case Effect.MoreWork more -> routed.moreWork = true;
        case Effect.Ignored ignored -> routed.counted.add(counted("ignored-", ignored.reason()));
        case Effect.Rejected rejected -> {
          routed.rejections.add(rejected);
          routed.counted.add(counted("rejected-", rejected.reason()));
        }
      }
    }
    return routed;
  }

  private void release(ReleaseTask release, long at, Routed routed) {
    Keyed record = releases.write(release);
    if (sizes.fits(record)) {
      routed.sends.add(new Send(Nodes.RELEASE_SINK, record));
      routed.counted.add("release");
    } else {
      routed.consequences.add(unsendable(release, at));
      routed.counted.add("release-too-large");
    }
  }

  /** An output that is too large is no fault: its task runs every time. */
  private void keep(CacheOutput kept, Routed routed) {
    Optional<Keyed> record = cache.write(kept);
    record.ifPresent(entry -> routed.sends.add(new Send(Nodes.CACHE_SINK, entry)));
    routed.counted.add(record.isPresent() ? "cache-store" : "cache-too-large");
  }

  /**
   * Core bounds a release by its contents; with unusually long ids or types that may be too late.
   */
  private static TaskReported unsendable(ReleaseTask release, long at) {
    String reason = Reason.INPUTS_TOO_LARGE.name();
    return new TaskReported(
        release.batchId(),
        at,
        release.task().id(),
        release.releaseNumber(),
        TaskStatus.FAILED,
        reason,
        null,
        new TaskError(reason, "the release is larger than its topic takes", false),
        0,
        0,
        at,
        "scheduler");
  }

  private String counted(String what, Enum<?> constant) {
    return names.computeIfAbsent(new Kind(what, constant), Kind::name);
  }
}
