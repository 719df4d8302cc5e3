package dev.sluice.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.config.Settings;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SchedulerConfigTest {

  private static final Path STATE = SchedulerKeys.STATE_DIRECTORY.defaultValue();

  @Test
  void hasTheDefaultsOfTheTableOfKeys() {
    var properties = Map.of("bootstrap.servers", "localhost:9092");
    Settings settings = Settings.read(properties, Map.of(), SchedulerKeys.all());

    assertThat(SchedulerConfig.from(settings))
        .isEqualTo(SchedulerConfig.of(Map.copyOf(properties), STATE));
  }

  @Test
  void passesKafkaPropertiesThroughButKeepsWhatTheGuaranteesRestOn() {
    var config =
        SchedulerConfig.of(
            Map.of(
                "bootstrap.servers", "localhost:9092",
                "processing.guarantee", "at_least_once",
                "security.protocol", "SSL",
                "producer.linger.ms", "50"),
            STATE);
    try (var memory = new RocksDbMemory(8 << 20)) {
      assertThat(StreamsProperties.of(config, "member", memory))
          .containsEntry("processing.guarantee", "exactly_once_v2")
          .containsEntry("security.protocol", "SSL")
          .containsEntry("producer.linger.ms", "50");
    }
  }

  @Test
  void needsBrokers() {
    assertThatThrownBy(() -> SchedulerConfig.of(Map.of(), STATE))
        .hasMessageContaining("bootstrap.servers is missing");
  }
}
