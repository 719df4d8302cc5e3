package dev.sluice.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.records.Submission;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryTlsTest {

  private static final Submission TASK =
      Submission.newBuilder().setBatchId("b").setTaskId("a").setType("echo").build();

  @TempDir Path folder;

  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    String store = folder.resolve("registry.p12").toString();
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process keys =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "r",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=ip:127.0.0.1",
                "-keystore",
                store,
                "-storepass",
                "secret")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertThat(keys.waitFor()).isZero();
    var stores =
        Map.of(
            "schema.registry.ssl.keystore.location", store,
            "schema.registry.ssl.keystore.type", "PKCS12",
            "schema.registry.ssl.keystore.password", "secret");
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(RegistryTls.context(stores).orElseThrow()));
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "{\"id\":7}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void a_registry_in_the_trust_store_is_trusted() {
    Map<String, String> config =
        Map.of(
            "schema.registry.url",
            "https://127.0.0.1:" + server.getAddress().getPort(),
            "schema.registry.ssl.truststore.location",
            folder.resolve("registry.p12").toString(),
            "schema.registry.ssl.truststore.type",
            "PKCS12",
            "schema.registry.ssl.truststore.password",
            "secret");
    assertThat(RecordCodecs.of(Submission.class, config).encode("t", TASK))
        .startsWith(0, 0, 0, 0, 7);
  }

  @Test
  void a_registry_that_nobody_vouches_for_is_not() {
    Map<String, String> config =
        Map.of("schema.registry.url", "https://127.0.0.1:" + server.getAddress().getPort());
    assertThatThrownBy(() -> RecordCodecs.of(Submission.class, config).encode("t", TASK))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasStackTraceContaining("certification path");
  }
}
