package dev.sluice.worker.transport.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.embedded.junit.KafkaCluster;
import dev.sluice.embedded.junit.KafkaExtension;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** All members of a group must conclude the same, the first one too. */
@ExtendWith(KafkaExtension.class)
@Timeout(60)
class GroupSessionsTest {

  private static final Duration SESSION = Duration.ofSeconds(4);

  /** Shows what it was given only when it is asked for the third time, as a broker may. */
  private static Admin lateToShow(Admin admin) {
    List<Map<ConfigResource, Collection<AlterConfigOp>>> given = new ArrayList<>();
    AtomicInteger asked = new AtomicInteger();
    return (Admin)
        Proxy.newProxyInstance(
            Admin.class.getClassLoader(),
            new Class<?>[] {Admin.class},
            (proxy, method, arguments) -> {
              switch (method.getName()) {
                case "incrementalAlterConfigs" -> {
                  @SuppressWarnings("unchecked")
                  var ops = (Map<ConfigResource, Collection<AlterConfigOp>>) arguments[0];
                  given.add(ops);
                  return admin.incrementalAlterConfigs(
                      Map.of(
                          new ConfigResource(ConfigResource.Type.GROUP, "another"),
                          ops.values().iterator().next()));
                }
                case "describeConfigs" -> {
                  if (asked.incrementAndGet() == 3) {
                    admin.incrementalAlterConfigs(given.get(given.size() - 1)).all().get();
                  }
                  return method.invoke(admin, arguments);
                }
                default -> {
                  return method.invoke(admin, arguments);
                }
              }
            });
  }

  @Test
  void theFirstMemberGetsTheSessionThatItAskedForThoughItIsShownLater(KafkaCluster kafka) {
    Map<String, Object> brokers = Map.of("bootstrap.servers", kafka.bootstrapServers());
    var first = new GroupSessions(() -> lateToShow(Admin.create(brokers)), "late");
    // A tenth of it is a heartbeat that the broker refuses.
    assertThat(first.ask("group", SESSION)).as("first").isEqualTo(SESSION);
    assertThat(new GroupSessions(brokers).ask("group", SESSION)).as("later").isEqualTo(SESSION);
  }

  @Test
  void aSessionThatTheBrokersRefuseIsNotClaimed(KafkaCluster kafka) {
    var sessions = new GroupSessions(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    assertThat(sessions.ask("short", Duration.ofSeconds(1))).isGreaterThan(SESSION);
  }

  @Test
  void brokersThatDoNotAnswerSayNothing() {
    var sessions =
        new GroupSessions(
            Map.of(
                "bootstrap.servers", "127.0.0.1:1",
                "default.api.timeout.ms", 300,
                "request.timeout.ms", 200));
    assertThatThrownBy(sessions::share)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("127.0.0.1:1");
    assertThatThrownBy(() -> sessions.ask("any", SESSION))
        .isInstanceOf(IllegalStateException.class);
  }
}
