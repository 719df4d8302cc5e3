package dev.sluice.observability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HealthKeysTest {

  private final HealthKeys keys = HealthKeys.of("worker");

  private HealthEndpoint read(Map<String, String> properties) {
    return keys.read(Settings.read(properties, Map.of(), keys.all()));
  }

  @Test
  void nothingIsOpenUnlessAskedFor() {
    assertThat(read(Map.of())).isEqualTo(HealthEndpoint.OFF);
  }

  @Test
  void aPortIsForThisMachineOnly() {
    assertThat(read(Map.of("sluice.worker.health.port", "8080")).host()).isEqualTo("127.0.0.1");
  }

  @Test
  void anAddressThatOthersReachIsRefusedUnlessItIsMeant() {
    Map<String, String> everywhere =
        Map.of("sluice.worker.health.port", "8080", "sluice.worker.health.host", "0.0.0.0");

    assertThatThrownBy(() -> read(everywhere))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("sluice.worker.health.host")
        .hasMessageContaining("sluice.worker.health.open=true");
  }

  @Test
  void inAContainerItIsMeant() {
    HealthEndpoint endpoint =
        read(
            Map.of(
                "sluice.worker.health.port", "8080",
                "sluice.worker.health.host", "0.0.0.0",
                "sluice.worker.health.open", "true"));

    assertThat(endpoint.host()).isEqualTo("0.0.0.0");
  }
}
