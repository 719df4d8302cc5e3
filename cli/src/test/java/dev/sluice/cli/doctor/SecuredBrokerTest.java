package dev.sluice.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.cli.ConfigTables;
import dev.sluice.cli.doctor.Finding.Level;
import dev.sluice.embedded.AdvertisedListener;
import dev.sluice.embedded.EmbeddedBroker;
import dev.sluice.embedded.EmbeddedBrokerConfig;
import dev.sluice.schemas.config.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says of a real broker that wants a password, and of one whose time is over. */
@Timeout(120)
class SecuredBrokerTest {

  private static final String STORE_PASSWORD = "secret";
  private static final String PLAIN = "org.apache.kafka.common.security.plain.PlainLoginModule";

  @TempDir static Path folder;

  private static int login;
  private static int tls;
  private static EmbeddedBroker broker;

  @BeforeAll
  static void start() throws Exception {
    certificates();
    login = freePort();
    tls = freePort();
    String protocols = "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,LOGIN:SASL_PLAINTEXT,EXPIRED:SSL";
    String store = folder.resolve("broker.p12").toString();
    broker =
        EmbeddedBroker.start(
            EmbeddedBrokerConfig.in(folder.resolve("data"))
                .withListener(new AdvertisedListener("LOGIN", login, login))
                .withListener(new AdvertisedListener("EXPIRED", tls, tls))
                .withBrokerSetting("listener.security.protocol.map", protocols)
                .withBrokerSetting("listener.name.login.sasl.enabled.mechanisms", "PLAIN")
                .withBrokerSetting(
                    "listener.name.login.plain.sasl.jaas.config",
                    PLAIN + " required user_me=\"right\";")
                .withBrokerSetting("listener.name.expired.ssl.keystore.location", store)
                .withBrokerSetting("listener.name.expired.ssl.keystore.type", "PKCS12")
                .withBrokerSetting("listener.name.expired.ssl.keystore.password", STORE_PASSWORD)
                .withBrokerSetting("listener.name.expired.ssl.key.password", STORE_PASSWORD));
  }

  @AfterAll
  static void close() {
    if (broker != null) {
      broker.close();
    }
  }

  /** An authority, and a certificate of the broker that ended five days ago. */
  private static void certificates() throws Exception {
    keytool("-genkeypair", "-alias", "ca", "-dname", "CN=ca", "-ext", "bc:c", "ca.p12");
    keytool("-exportcert", "-alias", "ca", "-file", in("ca.crt"), "ca.p12");
    keytool("-genkeypair", "-alias", "broker", "-dname", "CN=localhost", "broker.p12");
    keytool("-certreq", "-alias", "broker", "-file", in("broker.csr"), "broker.p12");
    keytool(
        List.of("-gencert", "-alias", "ca", "-startdate", "-10d", "-validity", "5"),
        "-infile",
        in("broker.csr"),
        "-outfile",
        in("broker.crt"),
        "-ext",
        "san=ip:127.0.0.1",
        "ca.p12");
    keytool("-importcert", "-noprompt", "-alias", "ca", "-file", in("ca.crt"), "broker.p12");
    keytool("-importcert", "-alias", "broker", "-file", in("broker.crt"), "broker.p12");
    keytool("-importcert", "-noprompt", "-alias", "ca", "-file", in("ca.crt"), "trust.p12");
  }

  private static String in(String file) {
    return folder.resolve(file).toString();
  }

  /** The last word is the store. */
  private static void keytool(String... words) throws Exception {
    keytool(List.of(), words);
  }

  private static void keytool(List<String> first, String... words) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(first);
    command.addAll(List.of(words).subList(0, words.length - 1));
    if (words[0].equals("-genkeypair")) {
      command.addAll(List.of("-keyalg", "EC"));
    }
    command.addAll(List.of("-storetype", "PKCS12", "-storepass", STORE_PASSWORD));
    command.addAll(List.of("-keystore", in(words[words.length - 1])));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.out").toFile())
            .start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s", command).isZero();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Finding brokerSeenWith(int port, Map<String, String> security) {
    Map<String, String> all = new HashMap<>(security);
    all.put("bootstrap.servers", "127.0.0.1:" + port);
    return new Examination(List.of(new BrokerCheck()))
            .examine(
                Settings.read(all, Map.of(), ConfigTables.all()),
                Duration.ofSeconds(10),
                Duration.ofMinutes(1),
                finding -> {})
            .stream()
            .filter(finding -> finding.check().equals("broker"))
            .findFirst()
            .orElseThrow();
  }

  private static Map<String, String> as(String password) {
    return Map.of(
        "security.protocol",
        "SASL_PLAINTEXT",
        "sasl.mechanism",
        "PLAIN",
        "sasl.jaas.config",
        PLAIN + " required username=\"me\" password=\"" + password + "\";");
  }

  @Test
  void aWrongPasswordIsToldAsOneAndNotShown() {
    Finding wrong = brokerSeenWith(login, as("wrong-planted"));

    assertThat(wrong.level()).isEqualTo(Level.FAIL);
    assertThat(wrong.text())
        .startsWith("the broker at 127.0.0.1:" + login + " is there and refuses the login: ")
        .doesNotContain("planted");
    assertThat(wrong.remedy()).contains("sasl.jaas.config").doesNotContain("planted");
    assertThat(brokerSeenWith(login, as("right")).level()).isEqualTo(Level.OK);
  }

  @Test
  void aCertificateWhoseTimeIsOverIsToldWithTheDate() {
    Finding expired =
        brokerSeenWith(
            tls,
            Map.of(
                "security.protocol",
                "SSL",
                "ssl.truststore.location",
                in("trust.p12"),
                "ssl.truststore.type",
                "PKCS12",
                "ssl.truststore.password",
                STORE_PASSWORD));

    assertThat(expired.level()).isEqualTo(Level.FAIL);
    assertThat(expired.text())
        .startsWith("TLS with 127.0.0.1:" + tls + " fails: ")
        .contains("NotAfter");
    assertThat(expired.remedy()).contains("time");
  }
}
