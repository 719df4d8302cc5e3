package dev.sluice.scheduler.release;

import dev.sluice.core.assign.Balancer;
import dev.sluice.core.assign.Dice;
import dev.sluice.core.assign.LeastLoaded;
import dev.sluice.core.assign.RoundRobin;
import dev.sluice.scheduler.wire.Outbound;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Chooses the partitions of the releases of one task of Kafka Streams. What it counts is in memory
 * only and so approximate: it begins with nothing after a restart, an aborted transaction is
 * counted though its releases never came, and what is never reported fades away.
 */
public final class ReleaseSpread {

  private static final long WEIGHED_EVERY_MS = Duration.ofSeconds(1).toMillis();
  private static final long FADES_EVERY_MS = Duration.ofMinutes(1).toMillis();

  private final SpreadTerms terms;
  private final int streamsPartition;
  private final SplittableRandom random;
  private final Map<String, Balancer> byTopic = new HashMap<>();
  private long weighedAt;
  private long fadedAt;

  ReleaseSpread(SpreadTerms terms, int streamsPartition) {
    this.terms = terms;
    this.streamsPartition = streamsPartition;
    this.random = new SplittableRandom(terms.seed() + streamsPartition);
  }

  /** The release with the partition that it goes to. */
  public Outbound place(Outbound release) {
    return terms.balance() == ReleaseBalance.HASH
        ? release
        : release.in(byTopic.computeIfAbsent(release.topic(), this::balancer).next());
  }

  /** Whether {@link #returned} makes a difference. */
  public boolean counts() {
    return terms.balance() == ReleaseBalance.LEAST_LOADED
        || terms.balance() == ReleaseBalance.WEIGHTED;
  }

  /** A worker is done with the record of a release. */
  public void returned(String topic, int partition) {
    Balancer balancer = byTopic.get(topic);
    if (balancer != null) {
      balancer.done(partition);
    }
  }

  /** Some time has passed. */
  public void tick(long nowMs) {
    // Also after the clock was set back.
    boolean weigh = Math.abs(nowMs - weighedAt) >= WEIGHED_EVERY_MS;
    boolean fade = Math.abs(nowMs - fadedAt) >= FADES_EVERY_MS;
    byTopic.forEach((topic, balancer) -> {
      if (balancer instanceof LeastLoaded loads) {
        if (weigh) {
          weigh(topic, loads);
        }
        if (fade) {
          loads.fade();
        }
      }
    });
    weighedAt = weigh ? nowMs : weighedAt;
    fadedAt = fade ? nowMs : fadedAt;
  }

  private Balancer balancer(String topic) {
    int partitions = terms.partitions();
    return switch (terms.balance()) {
      case HASH -> throw new IllegalStateException("nothing is chosen where the hash decides");
      case ROUND_ROBIN -> new RoundRobin(partitions, streamsPartition);
      case LEAST_LOADED, WEIGHTED -> {
        var loads = new LeastLoaded(partitions);
        weigh(topic, loads);
        yield loads;
      }
      case RANDOM -> new Dice(partitions, random);
    };
  }

  private void weigh(String topic, LeastLoaded loads) {
    if (terms.balance() == ReleaseBalance.WEIGHTED) {
      loads.weigh(terms.weights(topic));
    }
  }
}
