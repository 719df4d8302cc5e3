package dev.sluice.worker.handler.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
@EnabledOnOs(OS.LINUX)
class WatchdogTest {

  /** A worker's process: starts a program that starts another one, and waits to be killed. */
  public static final class Child {
    private Child() {}

    public static void main(String[] args) throws Exception {
      Path dir = Path.of(args[0]);
      String orphan = "(setsid sh -c 'echo $$ >> pids; exec sleep 300' &)";
      new Programs(System.getenv())
          .start(
              List.of("sh", "-c", orphan + "; echo $$ >> pids; exec sleep 300"),
              Map.of(),
              Optional.of(dir),
              ProcessBuilder.Redirect.PIPE);
      Thread.sleep(300_000);
    }
  }

  @Test
  void aWorkerThatIsKilledLeavesNoProgramBehind(@TempDir Path dir) throws Exception {
    Path pids = dir.resolve("pids");
    Process worker =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                dir.toString())
            .inheritIO()
            .start();
    try {
      await()
          .atMost(30, TimeUnit.SECONDS)
          .until(() -> Files.exists(pids) && Files.readAllLines(pids).size() == 2);
      for (String pid : Files.readAllLines(pids)) {
        assertThat(alive(pid)).isTrue();
      }
    } finally {
      worker.destroyForcibly();
    }
    for (String pid : Files.readAllLines(pids)) {
      await().until(() -> !alive(pid));
    }
  }

  private static boolean alive(String pid) {
    return ProcessHandle.of(Long.parseLong(pid)).filter(ProcessHandle::isAlive).isPresent();
  }
}
