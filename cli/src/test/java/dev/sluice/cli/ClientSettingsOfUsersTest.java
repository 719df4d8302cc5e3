package dev.sluice.cli;

import static dev.sluice.cli.TestConsole.sluice;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings of Kafka's clients that load what somebody else chose. */
@Timeout(60)
@DisplayName("Settings of Kafka's clients come from whoever starts the process, and load nothing")
class ClientSettingsOfUsersTest {

  private static final String OAUTH = "org.apache.kafka.common.security.oauthbearer.";

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "com.sun.security.auth.module.JndiLoginModule",
        "com.sun.security.auth.module.LdapLoginModule"
      })
  void aLoginModuleThatLooksUpNamesIsRefused(String module) {
    TestConsole run =
        status(
            "security.protocol=SASL_PLAINTEXT",
            "sasl.mechanism=PLAIN",
            "sasl.jaas.config=" + module + " required user.provider.url=\"ldap://127.0.0.1:1/x\";");

    assertThat(run.exitCode()).isNotZero();
    assertThat(run.err()).contains(module).contains("not allowed");
    assertThat(run.errLines()).hasSize(1);
  }

  @Test
  void noTokenIsFetchedFromAnAddressThatTheProcessWasNotStartedFor() throws IOException {
    var asked = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Path secret = Files.writeString(folder.resolve("secret"), "planted");
    try {
      for (String url :
          new String[] {
            "http://127.0.0.1:" + server.getAddress().getPort() + "/token",
            secret.toUri().toString()
          }) {
        TestConsole run =
            status(
                "security.protocol=SASL_PLAINTEXT",
                "sasl.mechanism=OAUTHBEARER",
                "sasl.login.callback.handler.class=" + OAUTH + "OAuthBearerLoginCallbackHandler",
                "sasl.oauthbearer.token.endpoint.url=" + url,
                "sasl.jaas.config="
                    + OAUTH
                    + "OAuthBearerLoginModule required clientId=\"a\" clientSecret=\"b\";");

        assertThat(run.exitCode()).isNotZero();
        assertThat(run.err()).doesNotContain("planted").doesNotContain("\tat ");
      }
      assertThat(asked).hasValue(0);
    } finally {
      server.stop(0);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{kafka: {bootstrap.servers: 'h:1'}, tasks: [{id: a, type: noop}]}",
        "{bootstrap.servers: 'h:1', tasks: [{id: a, type: noop}]}",
        "{tasks: [{id: a, type: noop, kafka: {sasl.jaas.config: x}}]}"
      })
  void aBatchFileHasNoSettingsOfClients(String text) throws IOException {
    TestConsole run = sluice("validate", Files.writeString(folder.resolve("b.yaml"), text));

    assertThat(run.errLines()).singleElement().asString().contains("unknown key '");
    assertThat(run.exitCode()).isEqualTo(7);
  }

  private static TestConsole status(String... properties) {
    List<String> words = new ArrayList<>(List.of("status", "b"));
    words.addAll(List.of("--bootstrap-server", "127.0.0.1:1"));
    words.addAll(List.of("-X", "request.timeout.ms=900", "-X", "default.api.timeout.ms=1200"));
    for (String property : properties) {
      words.addAll(List.of("-X", property));
    }
    return sluice(words.toArray());
  }
}
