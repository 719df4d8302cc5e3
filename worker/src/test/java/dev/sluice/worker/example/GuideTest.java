package dev.sluice.worker.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class GuideTest {

  private static final Path EXAMPLES = Path.of("src/test/java/dev/sluice/worker/example");
  private static final Pattern JAVA = Pattern.compile("```java\n(.+?)```", Pattern.DOTALL);

  @Test
  void theGuideShowsCodeThatIsCompiledHere() throws IOException {
    List<String> shown =
        JAVA.matcher(Files.readString(Path.of("../docs/worker.md")))
            .results()
            .map(block -> block.group(1).strip())
            .toList();
    assertThat(shown).hasSizeGreaterThanOrEqualTo(2);
    String code = compiled();
    assertThat(shown).allSatisfy(block -> assertThat(code).contains(block));
  }

  @Test
  void theJavadocShowsCodeThatIsCompiledHere() throws IOException {
    Path source = Path.of("src/main/java/dev/sluice/worker/handler/TypedHandler.java");
    String javadoc = Files.readString(source).replace("\n * ", "\n").replace("\n *\n", "\n\n");
    int from = javadoc.indexOf("<pre>{@code\n") + "<pre>{@code\n".length();
    assertThat(compiled()).contains(javadoc.substring(from, javadoc.indexOf("\n}</pre>", from)));
  }

  private static String compiled() throws IOException {
    var all = new StringBuilder();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      for (Path file : files.toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
  }
}
