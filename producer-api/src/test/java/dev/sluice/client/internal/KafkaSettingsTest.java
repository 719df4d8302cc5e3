package dev.sluice.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class KafkaSettingsTest {

  @Test
  void whatTheUserSaysWinsExceptWhereTheGuaranteesDependOnIt() {
    KafkaSettings settings =
        KafkaSettings.of(
            Map.of(
                "bootstrap.servers", "b:1",
                "acks", "0",
                "enable.idempotence", "false",
                "transactional.id", "t",
                "linger.ms", "0",
                "group.id", "g",
                "isolation.level", "read_uncommitted"));

    assertThat(settings.producer())
        .containsEntry("acks", "all")
        .containsEntry("enable.idempotence", true)
        .containsEntry("linger.ms", "0")
        .containsEntry("compression.type", "lz4")
        .doesNotContainKey("transactional.id");
    assertThat(settings.patientConsumer())
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false)
        .doesNotContainKey("group.id");
  }
}
