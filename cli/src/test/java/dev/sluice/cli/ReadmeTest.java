package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** What README.md and the guides tell people to do works as they say. */
class ReadmeTest {

  private static final Path ROOT = Path.of("..");
  private static final Path EXAMPLE =
      ROOT.resolve("producer-api/src/test/java/dev/sluice/client/ReadmeExample.java");

  /** A command in an indented block or between backticks; a comment ends it. */
  private static final Pattern COMMAND = Pattern.compile("(?<=[ `])((?:\\./)?sluice) ([^`#\\n]+)");

  @TempDir Path folder;

  @Test
  void theJavaExampleIsTheOneThatIsCompiledWithTheClient() throws IOException {
    String source = Files.readString(EXAMPLE);
    String tagged = source.replaceAll("(?s).*// tag::example\\[]\\n(.*?) *// end::.*", "$1");

    assertThat(block("java")).isEqualTo(tagged.replaceAll("(?m)^ {4}", ""));
  }

  @Test
  void theJavaExampleRuns() throws Exception {
    try (Deployment deployment = Deployment.in(folder.resolve("data"), Map.of())) {
      String said = runJava(block("java"), deployment.brokers());

      assertThat(said.lines()).first().asString().matches("SUCCEEDED in PT.*S");
      assertThat(said.lines().skip(1))
          .containsExactly(
              "fetch: to be or not to be", "count: 6 words", "report: to be or not to be: 6 words");
    }
  }

  @Test
  void theBatchFileRunsInThisFolder() throws IOException {
    Path heron = ROOT.resolve("examples/books/heron.txt");
    Files.createDirectories(folder.resolve("examples/books"));
    Files.copy(heron, folder.resolve("examples/books/heron.txt"));
    Path file = Files.writeString(folder.resolve("nightly.yaml"), block("yaml"));
    Path results = folder.resolve("results.csv");

    TestConsole run = sluice("run", file, "--results", results);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out()).contains("status    SUCCEEDED", "2 in all, 2 succeeded");
    String text = Files.readString(heron);
    assertThat(Files.readString(results))
        .contains("count,SUCCEEDED,," + text.strip().split("\\s+").length + ",,1,");
  }

  @Test
  void everyCommandLineInTheGuidesIsOne() throws IOException {
    List<String> seen = new ArrayList<>();
    for (Path guide : guides()) {
      Matcher command = COMMAND.matcher(Files.readString(guide));
      while (command.find()) {
        String words = command.group(2).strip();
        // The launcher hands bench and mcp to modules of these names, which have tests of their
        // own.
        if (!words.matches("(COMMAND|bench|mcp)\\b.*")) {
          parse(guide, command.group(1).startsWith("./"), words);
          seen.add(words);
        }
      }
    }
    assertThat(seen).hasSizeGreaterThan(10).contains("run examples/word-count.yaml");
  }

  /** A whole command line must parse; in a sentence the file or the batch may be left out. */
  private static void parse(Path guide, boolean whole, String words) {
    CommandLine sluice = Sluice.commandLine(TestConsole.silent());
    try {
      sluice.parseArgs(words.split(" +"));
    } catch (ParameterException e) {
      if (whole || !(e instanceof MissingParameterException)) {
        fail("%s: sluice %s: %s", guide, words, e.getMessage());
      }
    }
  }

  private static List<Path> guides() throws IOException {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      return Stream.concat(
              Stream.of(ROOT.resolve("README.md")),
              docs.filter(doc -> doc.toString().endsWith(".md"))
                  .filter(doc -> !doc.endsWith("commands.md"))) // made of sentences of the help
          .sorted()
          .toList();
    }
  }

  private String runJava(String statements, String... args) throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Example.java"),
            """
            import dev.sluice.client.*;
            import dev.sluice.core.task.Priority;
            import java.time.Duration;
            import java.util.Map;

            public class Example {
              public static void main(String[] args) {
            %s
              }
            }
            """
                .formatted(statements));
    Path classes = Files.createDirectory(folder.resolve("classes"));
    var errors = new ByteArrayOutputStream();
    String classPath = System.getProperty("java.class.path");
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, errors, "-d", classes + "", "-cp", classPath, source.toString());
    assertThat(status).as(errors.toString(StandardCharsets.UTF_8)).isZero();

    var said = new ByteArrayOutputStream();
    PrintStream before = System.out;
    System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      loader.loadClass("Example").getMethod("main", String[].class).invoke(null, (Object) args);
    } finally {
      System.setOut(before);
    }
    return said.toString(StandardCharsets.UTF_8);
  }

  private static String block(String language) throws IOException {
    Matcher block =
        Pattern.compile("(?s)```" + language + "\\n(.*?)```")
            .matcher(Files.readString(ROOT.resolve("README.md")));
    assertThat(block.find()).as("a block of " + language).isTrue();
    return block.group(1);
  }
}
