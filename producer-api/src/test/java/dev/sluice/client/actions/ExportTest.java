package dev.sluice.client.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.client.TaskResult;
import dev.sluice.core.task.TaskStatus;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exports are whole or refused, and files are written in one folder under names of our own. */
final class ExportTest extends ActionsTest {

  @TempDir Path folder;

  @BeforeEach
  void record() {
    client.recorded.put(
        "b:1",
        List.of(
            succeeded("z", "=HYPERLINK(\"x\")"),
            result("a", TaskStatus.FAILED, null, "", null),
            result(
                "j",
                TaskStatus.SUCCEEDED,
                "{\"n\": 12345678901234567890.10}",
                "application/json",
                null)));
  }

  private BatchActions withFolder() throws IOException {
    return actions(ActionSettings.DEFAULT.withExports(ExportFolder.at(folder)));
  }

  @Test
  void anInlineExportHasAResultALineByTaskId() throws IOException {
    JsonNode answer = done(actions(ActionSettings.DEFAULT), "export", "{'batch': 'b:1'}");

    List<String> lines = answer.get("content").asText().lines().toList();
    assertThat(lines).hasSize(3);
    assertThat(answer.get("results").asInt()).isEqualTo(3);
    assertThat(json.readTree(lines.get(0)).get("taskId").asText()).isEqualTo("a");
    assertThat(lines.get(1)).contains("\"output\":{\"n\":12345678901234567890.10}");
    assertThat(answer.get("untrusted").get("fields").get(0).asText()).isEqualTo("content");
  }

  @Test
  void aJsonExportIsOneList() throws IOException {
    JsonNode answer =
        done(
            actions(ActionSettings.DEFAULT),
            "export",
            "{'batch': 'b:1', 'format': 'json', 'status': ['SUCCEEDED']}");

    JsonNode list = json.readTree(answer.get("content").asText());
    assertThat(list.findValuesAsText("taskId")).containsExactly("j", "z");
  }

  @Test
  void aTableIsWrittenByWhoeverCanAndBoundedLikeTheOthers() throws IOException {
    ActionSettings settings =
        ActionSettings.DEFAULT
            .withInlineBytes(1024)
            .withTable((results, out) -> {
              for (TaskResult result : results.toList()) {
                out.write((result.taskId() + "\n").getBytes(StandardCharsets.UTF_8));
              }
            });
    String csv = "{'batch': 'b:1', 'format': 'csv'}";

    JsonNode answer = done(actions(settings), "export", csv);

    assertThat(answer.get("content").asText()).isEqualTo("a\nj\nz\n");
    assertThat(answer.get("results").asInt()).isEqualTo(3);
    assertThat(failed(actions(ActionSettings.DEFAULT), "export", csv).getFirst().message())
        .isEqualTo("format: csv is not written here; use jsonl or json");
    client.recorded.put("b:1", List.of(succeeded("a".repeat(200), ""), succeeded("x", "")));
    ActionSettings endless =
        settings.withTable((results, out) -> {
          while (true) {
            out.write(0);
          }
        });
    assertThat(failed(actions(endless), "export", csv).getFirst().code())
        .isEqualTo("EXPORT_TOO_LARGE");
  }

  @Test
  void anInlineExportThatIsTooLargeIsRefusedWithAWayOut() throws IOException {
    client.recorded.put("b:1", List.of(succeeded("a", "x".repeat(2000))));
    BatchActions without = actions(ActionSettings.DEFAULT.withInlineBytes(1024));
    BatchActions with =
        actions(ActionSettings.DEFAULT.withInlineBytes(1024).withExports(ExportFolder.at(folder)));

    assertThat(failed(without, "export", "{'batch': 'b:1'}").getFirst())
        .isEqualTo(
            new ActionProblem(
                "EXPORT_TOO_LARGE",
                "",
                "the export is larger than 1024 bytes; page through results"));
    assertThat(failed(with, "export", "{'batch': 'b:1'}").getFirst().message())
        .contains("to: file");
    assertThat(files()).isEmpty();
  }

  @Test
  void aFileIsANewOneInTheFolderThatOnlyItsOwnerReads() throws IOException {
    BatchActions actions = withFolder();

    Path first =
        Path.of(done(actions, "export", "{'batch': 'b:1', 'to': 'file'}").get("file").asText());
    Path second =
        Path.of(
            done(actions, "export", "{'batch': 'b:1', 'to': 'file', 'format': 'json'}")
                .get("file")
                .asText());

    assertThat(files()).containsExactlyInAnyOrder(first, second);
    assertThat(first.getFileName().toString()).matches("sluice-b_1-[0-9a-f]{16}\\.jsonl");
    assertThat(second.getFileName().toString()).matches("sluice-b_1-[0-9a-f]{16}\\.json");
    assertThat(Files.readAllLines(first)).hasSize(3);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(first)))
        .isEqualTo("rw-------");
  }

  @Test
  void aBatchWhoseIdIsAllDotsStaysInTheFolder() throws IOException {
    client.recorded.put("..", List.of());

    done(withFolder(), "export", "{'batch': '..', 'to': 'file'}");

    assertThat(files()).hasSize(1);
  }

  @Test
  void aFolderThatBecameALinkIsNotWrittenTo() throws IOException {
    Path real = Files.createDirectory(folder.resolve("exports"));
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    BatchActions actions = actions(ActionSettings.DEFAULT.withExports(ExportFolder.at(real)));
    Files.delete(real);
    Files.createSymbolicLink(real, elsewhere);

    assertThat(failed(actions, "export", "{'batch': 'b:1', 'to': 'file'}"))
        .extracting(ActionProblem::code)
        .containsExactly("EXPORT_FAILED");
    try (Stream<Path> files = Files.list(elsewhere)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  void aFileThatIsThereIsNeverWrittenNotEvenThroughALink() throws IOException {
    ExportFolder exports = ExportFolder.at(folder);
    Path victim = Files.writeString(folder.resolve("victim"), "mine");
    Path link = Files.createSymbolicLink(folder.resolve("link"), victim);

    assertThatThrownBy(() -> exports.create(link)).isInstanceOf(FileAlreadyExistsException.class);
    assertThat(victim).hasContent("mine");
  }

  @Test
  void aReadOnlyServerWritesNoFileEvenWithAFolder() throws IOException {
    BatchActions actions =
        actions(ActionSettings.DEFAULT.withReadOnly(true).withExports(ExportFolder.at(folder)));

    assertThat(failed(actions, "export", "{'batch': 'b:1', 'to': 'file'}"))
        .extracting(ActionProblem::code)
        .containsExactly("NO_EXPORT_FOLDER");
  }

  @Test
  void anExportThatMayWriteIsNotSaidToBeReadOnly() throws IOException {
    ActionSettings settings = ActionSettings.DEFAULT.withExports(ExportFolder.at(folder));

    assertThat(settings.hints(ActionName.EXPORT))
        .isEqualTo(new ActionHints(false, false, false, true));
    assertThat(settings.withReadOnly(true).hints(ActionName.EXPORT).readOnly()).isTrue();
  }

  @Test
  void aFolderThatIsNoneIsRefusedAtTheStart() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> ExportFolder.at(file)).isInstanceOf(NotDirectoryException.class);
    assertThatThrownBy(() -> ExportFolder.at(folder.resolve("none")))
        .isInstanceOf(IOException.class);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.toRealPath())) {
      return files.toList();
    }
  }
}
