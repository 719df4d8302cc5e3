package dev.sluice.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdvertisedListenerTest {

  @TempDir Path temporary;

  @Test
  void aBrokerListensThereTooAndSendsThoseClientsElsewhere() {
    var config =
        EmbeddedBrokerConfig.in(temporary)
            .withListener(new AdvertisedListener("PROXIED", 4001, 4002))
            .withPort(4000);

    Map<String, String> settings =
        BrokerSettings.of(config, DataDirectory.prepared(temporary), new Ports(4000, 5000));

    assertThat(settings)
        .containsEntry(
            "listeners",
            "PLAINTEXT://127.0.0.1:4000,CONTROLLER://127.0.0.1:5000,PROXIED://127.0.0.1:4001")
        .containsEntry(
            "advertised.listeners", "PLAINTEXT://127.0.0.1:4000,PROXIED://127.0.0.1:4002");
    assertThat(settings.get("listener.security.protocol.map")).endsWith(",PROXIED:PLAINTEXT");
  }

  @Test
  void namesAndPortsThatCannotBeAreRefused() {
    assertThatThrownBy(() -> new AdvertisedListener("proxied", 1, 2))
        .hasMessage("the name of a listener is 1 to 40 capital letters, not \"proxied\"");
    assertThatThrownBy(() -> new AdvertisedListener("PROXIED", 1, 65_536))
        .hasMessage("the ports of listener PROXIED must be 1 to 65535, not 1 and 65536");
    assertThatThrownBy(() -> new AdvertisedListener("PROXIED", 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
