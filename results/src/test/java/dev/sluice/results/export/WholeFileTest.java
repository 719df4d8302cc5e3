package dev.sluice.results.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFileTest {

  @TempDir Path folder;

  @Test
  void whatBreaksOffLeavesWhatWasThereAndNothingElse() throws IOException {
    Path path = Files.writeString(folder.resolve("r.csv"), "before");

    assertThatThrownBy(() ->
            new WholeFile(path, true)
                .write(out -> {
                  text(out, "half");
                  throw new IOException("broken off");
                }))
        .hasMessage("broken off");

    assertThat(path).hasContent("before");
    assertAlone(path);
  }

  @Test
  void aFileThatIsThereIsReplacedOnlyWhenItMay() throws IOException {
    Path path = Files.writeString(folder.resolve("r.csv"), "before");
    var careful = new WholeFile(path, false);

    assertThatThrownBy(careful::check).isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> careful.write(out -> text(out, "after")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(path).hasContent("before");
    assertAlone(path);

    new WholeFile(path, true).check();
    new WholeFile(path, true).write(out -> text(out, "after"));
    assertThat(path).hasContent("after");
    assertAlone(path);
  }

  @Test
  void aFileThatComesInTheMeantimeStays() throws IOException {
    Path path = folder.resolve("r.csv");
    var file = new WholeFile(path, false);
    file.check();

    assertThatThrownBy(() ->
            file.write(out -> {
              Files.writeString(path, "somebody else's");
              text(out, "ours");
            }))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(path).hasContent("somebody else's");
    assertAlone(path);
  }

  @Test
  void aSymbolicLinkIsNeverFollowed() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "keep");
    Path link = Files.createSymbolicLink(folder.resolve("link.csv"), secret);
    Path dangling =
        Files.createSymbolicLink(folder.resolve("dangling.csv"), folder.resolve("nowhere"));

    assertThatThrownBy(() -> new WholeFile(link, false).write(out -> text(out, "x")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(() -> new WholeFile(dangling, false).write(out -> text(out, "x")))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(new WholeFile(dangling, false)::check)
        .isInstanceOf(FileAlreadyExistsException.class);
    new WholeFile(link, true).write(out -> text(out, "x"));

    assertThat(secret).hasContent("keep");
    assertThat(folder.resolve("nowhere")).doesNotExist();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(link).hasContent("x");
  }

  @Test
  void onlyItsOwnerMayReadIt() throws IOException {
    Path path = folder.resolve("r.csv");

    new WholeFile(path, false).write(out -> text(out, "x"));

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
        .isEqualTo("rw-------");
  }

  @Test
  void whatCanNotBeAFileIsToldBeforeTheWork() {
    assertThatThrownBy(new WholeFile(folder, true)::check)
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining("choose another name");
    assertThatThrownBy(new WholeFile(Path.of("/dev/null"), true)::check)
        .isInstanceOf(FileSystemException.class);
    assertThatThrownBy(new WholeFile(folder.resolve("none/r.csv"), true)::check)
        .isInstanceOf(NotDirectoryException.class);
  }

  private void assertAlone(Path path) throws IOException {
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  private static void text(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
