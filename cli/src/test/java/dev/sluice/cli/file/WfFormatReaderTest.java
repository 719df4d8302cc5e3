package dev.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sluice.core.limits.Ids;
import dev.sluice.core.task.TaskSpec;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WfFormatReaderTest {

  @TempDir Path folder;

  @Test
  void recordedTasksAreSimulatedWithTheirScaledRuntime() throws Exception {
    BatchFile file =
        read(
            0.1,
            """
            {"name": "sky", "schemaVersion": "1.5", "workflow": {
              "specification": {"tasks": [
                {"id": "cut_ID01", "name": "cut_ID01", "parents": [], "children": ["join"]},
                {"id": "cut_ID02", "name": "cut_ID02", "parents": [], "children": ["join"]},
                {"id": "join", "name": "join", "category": "joining", "parents": ["cut_ID01", "cut_ID02"]}]},
              "execution": {"tasks": [
                {"id": "cut_ID01", "runtimeInSeconds": 12.3456}, {"id": "join", "runtimeInSeconds": 1e1}]}}}
            """);

    assertThat(file.format()).isEqualTo(BatchFormat.WFFORMAT);
    assertThat(file.name()).isEqualTo("sky");
    assertThat(file.tasks()).allMatch(task -> task.spec().type().equals("simulate"));
    assertThat(file.tasks())
        .extracting(WfFormatReaderTest::params)
        .containsExactly(
            "{\"duration\":\"1235ms\"}", "{\"duration\":\"0ms\"}", "{\"duration\":\"1000ms\"}");
    assertThat(file.tasks())
        .extracting(task -> task.spec().group())
        .containsExactly("cut", "cut", "joining");
    assertThat(file.tasks().get(2).spec().needs()).containsExactly("cut_ID01", "cut_ID02");
    assertThat(FileSubmission.batchOf(file, null).tasks())
        .extracting(TaskSpec::remainingPath)
        .containsExactly(2, 2, 1);
  }

  @Test
  void withoutParentsTheChildrenTell() throws Exception {
    BatchFile file =
        read(
            0,
            """
            {"workflow": {"specification": {"tasks": [
              {"id": "a", "children": ["b", "c"]}, {"id": "b", "children": ["c"]}, {"id": "c"}]}}}
            """);

    assertThat(file.tasks().get(1).spec().needs()).containsExactly("a");
    assertThat(file.tasks().get(2).spec().needs()).containsExactly("a", "b");
  }

  @Test
  void idsOutsideTheSetAreEscapedSoThatNoTwoBecomeOne() throws Exception {
    String tooLong = "x".repeat(201);
    BatchFile file =
        read(
            0,
            """
            {"workflow": {"specification": {"tasks": [
              {"id": "a b", "parents": []}, {"id": "a=20b", "parents": ["a b"]},
              {"id": "ä", "parents": ["a=20b"]}, {"id": "%s", "parents": []}, {"id": "%s", "parents": []}]}}}
            """
                .formatted(tooLong + "1", tooLong + "2"));

    assertThat(file.tasks())
        .extracting(FileTask::id)
        .doesNotHaveDuplicates()
        .allMatch(Ids::validTaskId);
    assertThat(file.tasks()).extracting(FileTask::id).startsWith("a=20b", "a=3D20b", "=C3=A4");
    assertThat(file.tasks().get(1).spec().needs()).containsExactly("a=20b");
    assertThat(file.tasks().get(1).spec().name()).isEqualTo("a=20b");
  }

  @Test
  void otherVersionsAreRefusedByName() throws Exception {
    assertThat(problem("{\"schemaVersion\": \"1.3\", \"workflow\": {\"tasks\": []}}"))
        .endsWith("w.json:1:19: WfFormat 1.3 is not supported; convert the file to WfFormat 1.5");
    assertThat(problem("{\"workflow\": {\"jobs\": []}}"))
        .contains("a workflow without 'specification'");
  }

  @Test
  void unknownParentsAndCyclesAreFound() throws Exception {
    assertThat(
            problem(
                """
                {"workflow": {"specification": {"tasks": [
                  {"id": "a", "parents": ["b"]}, {"id": "b", "parents": ["a"]}]}}}
                """))
        .contains("w.json:2:27: the tasks wait for each other: a -> b -> a");
    assertThat(
            problem(
                """
                {"workflow": {"specification": {"tasks": [{"id": "a", "parents": ["nobody"]}]}}}
                """))
        .contains("task 'a' needs 'nobody', which is not in this file");
  }

  private static String params(FileTask task) {
    return new String(task.spec().payload().bytes(), StandardCharsets.UTF_8);
  }

  private BatchFile read(double scale, String text) throws Exception {
    Path file = Files.writeString(folder.resolve("w.json"), text);
    return new BatchFileReader(InputStream.nullInputStream(), scale).read(file.toString());
  }

  private String problem(String text) {
    FileRejectedException rejected =
        catchThrowableOfType(
            FileRejectedException.class, () -> FileSubmission.batchOf(read(1, text), null));
    return rejected.lines().getFirst();
  }
}
