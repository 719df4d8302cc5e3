package dev.sluice.worker.handler.stdio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.worker.handler.NonRetryableException;
import dev.sluice.worker.handler.builtin.TestContext;
import dev.sluice.worker.handler.program.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PythonExampleTest {

  @TempDir Path dir;

  @BeforeEach
  void python() throws InterruptedException {
    boolean present;
    try {
      present = new ProcessBuilder("python3", "--version").start().waitFor() == 0;
    } catch (IOException e) {
      present = false;
    }
    assumeTrue(present, "python3 is not installed");
  }

  private StdioHandler example() {
    var program =
        StdioProgram.list("count-words=python3 ../examples/stdio-python/handler.py").get(0);
    var terms = new StdioTerms(List.of(program), 1, List.of(), Optional.empty());
    return new StdioHandler(program, terms, new Programs(System.getenv()), Map.of());
  }

  private TestContext task(String word) throws IOException {
    Path text = dir.resolve("text");
    Files.writeString(text, "a heron and a heron\na bird\n".repeat(2_000));
    return new TestContext(
        "count-words", "{\"file\": \"%s\", \"word\": \"%s\"}".formatted(text, word));
  }

  @Test
  void theExampleCountsAndSaysHowFarItIs() throws Exception {
    try (var handler = example()) {
      var context = task("heron");
      assertThat(handler.handle(context).bytes())
          .asString()
          .isEqualTo("{\"word\":\"heron\",\"count\":4000}");
      assertThat(context.progress()).hasSize(4).contains("50.0 line 2000");
      assertThat(context.lastDetails().orElseThrow().json().path("line").asInt()).isEqualTo(3_001);
    }
  }

  @Test
  void theExampleGoesOnWhereAnEarlierAttemptWas() throws Exception {
    try (var handler = example()) {
      var context = task("heron");
      context.heartbeat(Map.of("line", 3_999, "count", 100));
      assertThat(handler.handle(context).bytes()).asString().contains("\"count\":100}");
    }
  }

  @Test
  void theExampleFailsWithTheTypeOfItsError() throws Exception {
    try (var handler = example()) {
      assertThatThrownBy(() -> handler.handle(new TestContext("count-words", "{}")))
          .isInstanceOf(NonRetryableException.class)
          .hasMessage("Wrong: params are file and word");
      assertThat(handler.handle(task("bird")).bytes()).asString().contains("\"count\":2000");
    }
  }
}
