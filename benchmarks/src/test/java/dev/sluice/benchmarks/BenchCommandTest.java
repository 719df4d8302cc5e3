package dev.sluice.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BenchCommandTest {

  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream people = new ByteArrayOutputStream();

  private int execute(String... args) {
    return Bench.execute(
        new Bench(
            new PrintStream(data, true, StandardCharsets.UTF_8),
            new PrintStream(people, true, StandardCharsets.UTF_8)),
        args);
  }

  @Test
  void refusesAPartThatDoesNotExist() {
    int code = execute("--only", "W1,W99");

    assertThat(code).isEqualTo(2);
    assertThat(people.toString(StandardCharsets.UTF_8)).contains("'W99' is none of raw, W1, W2");
    assertThat(data.size()).isZero();
  }

  @Test
  void refusesAnOptionThatDoesNotExist() {
    int code = execute("--fast");

    assertThat(code).isEqualTo(2);
    assertThat(people.toString(StandardCharsets.UTF_8)).contains("--fast", "sluice bench --help");
  }

  @Test
  void refusesNumbersOutOfRange() {
    assertThat(execute("--repetitions", "0")).isEqualTo(2);
    assertThat(execute("--partitions", "0", "--only", "raw")).isEqualTo(2);
  }

  @Test
  void explainsItself() {
    int code = execute("--help");

    assertThat(code).isZero();
    assertThat(data.toString(StandardCharsets.UTF_8))
        .contains("sluice bench", "--quick", "--only", "--micro");
  }
}
