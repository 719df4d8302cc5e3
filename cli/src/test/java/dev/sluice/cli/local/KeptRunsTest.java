package dev.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.CommandException;
import dev.sluice.client.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRunsTest {

  @TempDir Path folder;

  @Test
  void theLastRunOfTheSameIsFoundAgain() throws IOException {
    KeptRuns runs = KeptRuns.in(folder);
    runs.ended(runs.submitted(runs.begin("same", "one")));
    runs.begin("other", "two");
    KeptRun again = runs.begin("same", "three");

    KeptRuns later = KeptRuns.in(folder);

    assertThat(later.last("same")).contains(again);
    assertThat(later.last("never")).isEmpty();
    assertThat(later.all()).extracting(KeptRun::batchId).containsExactly("one", "two", "three");
    assertThat(later.all()).extracting(KeptRun::ended).containsExactly(true, false, false);
    assertThat(later.all()).extracting(KeptRun::submitted).containsExactly(true, false, false);
  }

  @Test
  void whatCanNotBeReadIsNamed() throws IOException {
    KeptRun run = KeptRuns.in(folder).begin("same", "one");
    Files.writeString(run.file(), "batch=one");

    assertThatThrownBy(() -> KeptRuns.in(folder).all())
        .isInstanceOf(CommandException.class)
        .hasMessage(
            run.file()
                + ": can't be read (fingerprint or batch is missing); remove it, its batch is not"
                + " found again then");
  }

  @Test
  void aFingerprintIsOfTheContentAlone() {
    String one = BatchFingerprint.of(batch("x", "a"));

    assertThat(BatchFingerprint.of(batch("x", "a").withId("another"))).isEqualTo(one);
    assertThat(BatchFingerprint.of(batch("y", "a"))).isNotEqualTo(one);
    assertThat(BatchFingerprint.of(batch("x", "b"))).isNotEqualTo(one);
    assertThat(one).matches("[0-9a-f]{64}");
  }

  private static Batch batch(String text, String need) {
    return Batch.named("b")
        .task("a", task -> task.type("echo").params(Map.of("text", text)))
        .task("b", task -> task.type("noop"))
        .task("c", task -> task.type("noop").needs(need))
        .build();
  }

  @Test
  void programsOfAKilledProcessAreEndedAndNoOthers() throws Exception {
    Process mine = new ProcessBuilder("sleep", "600").start();
    Process others = new ProcessBuilder("sleep", "600").start();
    try {
      long started = mine.info().startInstant().orElseThrow().toEpochMilli();
      long earlier = others.info().startInstant().orElseThrow().minusSeconds(60).toEpochMilli();
      Files.writeString(
          folder.resolve("programs"),
          "%d %d\n%d %d\nnonsense\n".formatted(mine.pid(), started, others.pid(), earlier));

      assertThat(Leftovers.in(folder).end()).isEqualTo(1);

      assertThat(mine.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertThat(others.isAlive()).as("had the number of one that ended long ago").isTrue();
    } finally {
      mine.destroyForcibly();
      others.destroyForcibly();
    }
  }
}
