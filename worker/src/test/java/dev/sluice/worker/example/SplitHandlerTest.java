package dev.sluice.worker.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SplitHandlerTest {

  @Test
  void theGuideShowsTheCodeThatIsCompiledHere() throws IOException {
    String guide = Files.readString(Path.of("../docs/worker.md"));
    String code =
        Files.readString(Path.of("src/test/java/dev/sluice/worker/example/SplitHandler.java"));
    int from = guide.indexOf("```java\n") + "```java\n".length();
    String shown = guide.substring(from, guide.indexOf("```", from));
    assertThat(shown).isNotBlank();
    assertThat(code).contains(shown.strip());
  }
}
