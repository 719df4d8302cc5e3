package dev.sluice.worker.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.records.Priority;
import dev.sluice.records.ReleasePartition;
import dev.sluice.worker.transport.Delivery;
import dev.sluice.worker.transport.DeliveryId;
import dev.sluice.worker.transport.ReleaseTransport;
import dev.sluice.worker.transport.Upheaval;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CountedTransportTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final Shaky shaky = new Shaky();
  private final ReleaseTransport counted = new CountedTransport(shaky, registry);

  private double count(String name) {
    return registry.get("sluice.worker." + name).counter().count();
  }

  private static DeliveryId id(long offset) {
    return new DeliveryId("release", 0, offset);
  }

  @Test
  void whatIsLostOrMovesOnIsCountedAndToldToTheOwner() {
    List<String> told = new ArrayList<>();
    counted.tell(
        new Upheaval() {
          @Override
          public void letGo() {}

          @Override
          public void leaving(Collection<DeliveryId> ids) {
            told.add("leaving " + ids.size());
          }

          @Override
          public void lost(Collection<DeliveryId> ids) {
            told.add("lost " + ids.size());
          }
        });
    shaky.owner.lost(List.of(id(1), id(2)));
    shaky.owner.leaving(List.of(id(3), id(4), id(5)));
    assertThat(told).containsExactly("lost 2", "leaving 3");
    assertThat(count("deliveries.lost")).isEqualTo(2);
    assertThat(count("deliveries.moved")).isEqualTo(3);
  }

  @Test
  void eachChangeOfPartitionsIsCountedOnce() {
    take();
    assertThat(count("assignments")).as("a share group has none").isZero();
    for (int round = 0; round < 3; round++) {
      shaky.partitions = List.of(new ReleasePartition(Priority.NORMAL, 0));
      take();
    }
    assertThat(count("assignments")).isEqualTo(1);
    shaky.partitions = List.of();
    take();
    assertThat(count("assignments")).isEqualTo(2);
  }

  private void take() {
    assertThat(counted.take(EnumSet.allOf(Priority.class), 1, Duration.ZERO)).isEmpty();
  }

  /** Gives nothing, and has whatever partitions a test wants. */
  private static final class Shaky implements ReleaseTransport {

    private Upheaval owner;
    private List<ReleasePartition> partitions = List.of();

    @Override
    public void tell(Upheaval upheaval) {
      owner = upheaval;
    }

    @Override
    public List<Delivery> take(Set<Priority> of, int most, Duration wait) {
      return List.of();
    }

    @Override
    public List<Delivery> rest() {
      return List.of();
    }

    @Override
    public boolean underWay() {
      return false;
    }

    @Override
    public void complete(DeliveryId id) {}

    @Override
    public void giveBack(DeliveryId id) {}

    @Override
    public void keepAlive(Collection<DeliveryId> ids) {}

    @Override
    public void flush() {}

    @Override
    public List<ReleasePartition> assigned() {
      return partitions;
    }

    @Override
    public Duration lock() {
      return Duration.ofSeconds(30);
    }

    @Override
    public void close() {}
  }
}
