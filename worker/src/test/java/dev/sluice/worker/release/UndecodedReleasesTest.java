package dev.sluice.worker.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.records.Release;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RecordCodecs;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import dev.sluice.schemas.serde.UndecodableRecordException;
import dev.sluice.worker.Releases;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Releases that can't be decoded before a registry has answered. */
@Timeout(30)
class UndecodedReleasesTest {

  /** Answers when the test says so. */
  private static final class SlowRegistry implements RecordCodec<Release> {
    private final RecordCodec<Release> codec = RecordCodecs.of(Release.class, Map.of());
    private final BlockingQueue<Boolean> answers = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private volatile boolean known;

    @Override
    public byte[] encode(String topic, Release release) {
      return codec.encode(topic, release);
    }

    @Override
    public boolean asksRegistry(byte[] bytes) {
      return !known;
    }

    @Override
    public Release decode(String topic, byte[] bytes) throws UndecodableRecordException {
      if (!known) {
        asked.incrementAndGet();
        try {
          known = answers.take();
        } catch (InterruptedException e) {
          throw new AssertionError(e);
        }
        if (!known) {
          throw new RegistryUnavailableException("away", null);
        }
      }
      return codec.decode(topic, bytes);
    }
  }

  @Test
  void theIntakeDoesNotWaitForTheRegistryAndAsksItOnceForAll() throws Exception {
    var registry = new SlowRegistry();
    try (var worker = new IntakeFixture(4, true, registry)) {
      worker.transport.deliver(Releases.of("one", "wait").build(), 0);
      worker.transport.deliver(Releases.of("two", "wait").build(), 0);
      await().until(() -> worker.transport.taken.size() == 2 && registry.asked.get() == 1);
      worker.transport.settle();
      assertThat(worker.handler.begun).as("before the registry answers").isEmpty();
      registry.answers.add(true);
      worker.untilBegun("one");
      worker.untilBegun("two");
      assertThat(registry.asked).hasValue(1);
      worker.handler.open("one");
      worker.handler.open("two");
    }
  }

  @Test
  void aRegistryThatIsAwayIsAskedAgainAndWhatLeftMeanwhileIsForgotten() throws Exception {
    var registry = new SlowRegistry();
    try (var worker = new IntakeFixture(4, true, registry)) {
      var stays = worker.transport.deliver(Releases.of("stays", "wait").build(), 0);
      var leaves = worker.transport.deliver(Releases.of("leaves", "wait").build(), 0);
      await().until(() -> worker.transport.taken.containsAll(List.of(stays, leaves)));
      registry.answers.add(false);
      await().until(() -> registry.asked.get() == 2);
      worker.transport.happens(upheaval -> upheaval.lost(List.of(leaves)));
      worker.transport.settle();
      registry.answers.add(true);
      worker.untilBegun("stays");
      worker.transport.settle();
      assertThat(worker.handler.begun).containsExactly("stays");
      worker.handler.open("stays");
    }
  }
}
