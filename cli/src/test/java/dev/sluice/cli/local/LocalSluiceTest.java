package dev.sluice.cli.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.cli.CommandException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalSluiceTest {

  @TempDir Path folder;

  @Test
  void tellsThatItsSchedulerCanNotGoOnAndNamesItsTopicsAsAsked() throws Exception {
    Map<String, String> settings =
        Map.of(
            "sluice.topics.prefix", "mine.",
            "sluice.scheduler.thread-replacements", "0",
            "metadata.max.age.ms", "500");
    var options = LocalOptions.forOneBatch(folder, Set.of("default"), 1, settings);
    try (LocalSluice sluice = LocalSluice.in(options);
        Admin admin = Admin.create(Map.of("bootstrap.servers", sluice.start()))) {
      sluice.awaitStarted();
      assertThat(admin.listTopics().names().get()).contains("mine.command", "mine.result");
      assertThat(sluice.failure()).isNotDone();

      admin.deleteTopics(List.of("mine.command")).all().get();

      assertThatThrownBy(() -> sluice.failure().get(60, TimeUnit.SECONDS))
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("the scheduler of this process can't go on");
    }
  }
}
