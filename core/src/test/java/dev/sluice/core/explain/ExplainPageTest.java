package dev.sluice.core.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The guide has a line for every code, in their order, that says what it means and what to do. */
class ExplainPageTest {

  private static final Path PAGE = Path.of("..", "docs", "explain.md");

  @Test
  void thePageHasALineForEveryCode() throws IOException {
    List<String[]> lines =
        Files.readAllLines(PAGE).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("\\s*\\|\\s*", -1))
            .toList();

    assertThat(lines)
        .extracting(cells -> cells[1])
        .containsExactlyElementsOf(
            Arrays.stream(Cause.values()).map(cause -> "`" + cause + "`").toList());
    assertThat(lines)
        .allSatisfy(cells -> {
          assertThat(cells).hasSize(6);
          assertThat(cells[2]).isIn("task", "batch", "both");
          assertThat(cells[3]).isNotBlank();
          assertThat(cells[4]).isNotBlank();
        });
  }
}
