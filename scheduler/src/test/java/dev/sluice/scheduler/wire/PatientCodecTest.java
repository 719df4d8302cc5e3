package dev.sluice.scheduler.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Command;
import dev.sluice.records.Pause;
import dev.sluice.schemas.serde.RecordCodec;
import dev.sluice.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PatientCodecTest {

  private static final Command RECORD =
      Command.newBuilder().setBatchId("b").setAction(new Pause()).build();

  private final List<Long> pauses = new ArrayList<>();
  private int outages;

  private final RecordCodec<Command> flaky =
      new RecordCodec<>() {
        @Override
        public byte[] encode(String topic, Command record) {
          failDuringOutage();
          return new byte[] {1};
        }

        @Override
        public Command decode(String topic, byte[] bytes) {
          failDuringOutage();
          return RECORD;
        }
      };

  private void failDuringOutage() {
    if (outages > 0) {
      outages--;
      throw new RegistryUnavailableException("away", new RuntimeException());
    }
  }

  @Test
  void waitsWithGrowingPausesUntilTheRegistryIsBack() throws Exception {
    outages = 3;

    assertThat(codec(Duration.ofSeconds(60)).decode("t", new byte[0])).isSameAs(RECORD);
    assertThat(pauses).containsExactly(100L, 200L, 400L);
  }

  @Test
  void givesUpAfterItsTimeWithoutTakingTheRecordForABadOne() {
    outages = 1000;

    assertThatThrownBy(() -> codec(Duration.ofSeconds(60)).encode("t", RECORD))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(pauses.stream().mapToLong(Long::longValue).sum()).isBetween(50_000L, 60_000L);
  }

  private RecordCodec<Command> codec(Duration most) {
    return new PatientCodec<>(flaky, new Patience(most, pauses::add));
  }
}
