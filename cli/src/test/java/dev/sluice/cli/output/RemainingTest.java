package dev.sluice.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.client.LiveWorker;
import dev.sluice.client.TimeLeft;
import dev.sluice.results.export.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class RemainingTest {

  private static final TimeLeft LEFT =
      new TimeLeft(
          Instant.EPOCH, Duration.ofMillis(8_200), Duration.ofMillis(12_300), Duration.ofHours(1));

  @Test
  void isTextInFullSecondsForPeople() {
    var bytes = new ByteArrayOutputStream();
    var out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    Remaining.print(Optional.of(LEFT), out);
    Remaining.print(Optional.empty(), out);

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo("left      about 13 s (9 s to 1h 00m)" + System.lineSeparator());
  }

  @Test
  void isThreeNumbersForProgramsWhetherKnownOrNot() throws IOException {
    assertThat(json(Optional.of(LEFT)))
        .isEqualTo("{\"low\":8200,\"likely\":12300,\"high\":3600000}");
    assertThat(json(Optional.empty())).isEqualTo("{\"low\":null,\"likely\":null,\"high\":null}");
  }

  @Test
  void slotsAreThoseOfWorkersThatTakeTasks() {
    List<LiveWorker> workers =
        List.of(worker(8, 1, false, null), worker(4, 0, true, null), worker(4, 0, false, "memory"));

    assertThat(Remaining.slots(workers)).isEqualTo(7);
  }

  private static String json(Optional<TimeLeft> left) throws IOException {
    var out = new ByteArrayOutputStream();
    Output.one(OutputFormat.JSONL, new PrintStream(out, true, StandardCharsets.UTF_8), row(left));
    return out.toString(StandardCharsets.UTF_8).strip();
  }

  private static Row row(Optional<TimeLeft> left) {
    return Remaining.row(left);
  }

  private static LiveWorker worker(int slots, int lost, boolean draining, String paused) {
    return new LiveWorker(
        "w",
        "default",
        "host",
        "1",
        "share",
        Instant.EPOCH,
        Instant.EPOCH,
        List.of(),
        slots,
        0,
        lost,
        0,
        0,
        0,
        0,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        draining,
        paused,
        List.of());
  }
}
