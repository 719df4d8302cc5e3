package dev.sluice.schemas.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  private static final ConfigKey<Integer> CONCURRENCY =
      new ConfigKey<>(
          "sluice.worker.concurrency", ConfigType.integer(1, 1000), 8, "tasks", "Tasks at once.");
  private static final ConfigKey<Duration> GRACE =
      new ConfigKey<>(
          "sluice.worker.grace-time", ConfigType.duration(), Duration.ofSeconds(30), "", "Grace.");
  private static final ConfigKey<Long> PAYLOAD =
      new ConfigKey<>(
          "sluice.limits.payload", ConfigType.size(1, 1L << 30), 512L << 10, "", "Largest.");
  private static final ConfigKey<Optional<Path>> STATE =
      new ConfigKey<>(
          "sluice.state-dir",
          ConfigType.optional(ConfigType.path()),
          Optional.empty(),
          "",
          "State.");
  private static final ConfigKey<List<String>> POOLS =
      new ConfigKey<>(
          "sluice.pools", ConfigType.list(ConfigType.string()), List.of("default"), "", "Pools.");
  private static final List<ConfigKey<?>> TABLE =
      List.of(CONCURRENCY, GRACE, PAYLOAD, STATE, POOLS);

  @TempDir Path folder;

  @Test
  void what_nobody_wrote_has_its_default() {
    Settings settings = read(Map.of());
    assertThat(settings.get(CONCURRENCY)).isEqualTo(8);
    assertThat(settings.get(GRACE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(settings.get(STATE)).isEmpty();
    assertThat(settings.isSet(GRACE)).isFalse();
  }

  @Test
  void values_are_read_by_the_type_of_their_key() {
    Settings settings =
        read(
            Map.of(
                "sluice.worker.concurrency", " 12 ",
                "sluice.worker.grace-time", "5m",
                "sluice.limits.payload", "64KiB",
                "sluice.state-dir", "/var/lib/sluice",
                "sluice.pools", "default, gpu"));
    assertThat(settings.get(CONCURRENCY)).isEqualTo(12);
    assertThat(settings.get(GRACE)).isEqualTo(Duration.ofMinutes(5));
    assertThat(settings.get(PAYLOAD)).isEqualTo(65_536);
    assertThat(settings.get(STATE)).contains(Path.of("/var/lib/sluice"));
    assertThat(settings.get(POOLS)).containsExactly("default", "gpu");
  }

  @Test
  void everything_else_goes_to_kafka_as_it_is() {
    Settings settings =
        Settings.read(
            Map.of("security.protocol", "SSL", "sluice.pools", "a", "my.own", "x"),
            Map.of("SLUICE_BOOTSTRAP_SERVERS", "h:1", "SLUICE_KAFKA_CLIENT_ID", "me", "HOME", "/"),
            TABLE);
    assertThat(settings.kafka())
        .containsOnly(
            Map.entry("security.protocol", "SSL"),
            Map.entry("my.own", "x"),
            Map.entry("bootstrap.servers", "h:1"),
            Map.entry("client.id", "me"));
  }

  @Test
  void the_environment_sets_a_key_by_its_name_in_upper_case() {
    Settings settings = Settings.read(Map.of(), Map.of("SLUICE_WORKER_GRACE_TIME", "2h"), TABLE);
    assertThat(settings.get(GRACE)).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void an_unknown_key_is_refused_with_its_origin_and_the_nearest_name() {
    Property typo =
        new Property("sluice.worker.concurency", "4", "worker.properties:3", Property.Source.FILE);
    assertThatThrownBy(() -> Settings.read(List.of(typo), Map.of(), TABLE))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage(
            "sluice.worker.concurency (worker.properties:3) is no key of Sluice;"
                + " did you mean sluice.worker.concurrency?");
  }

  @Test
  void a_slip_in_a_variable_is_refused_but_those_of_others_are_left_alone() {
    assertThatThrownBy(
            () -> Settings.read(Map.of(), Map.of("SLUICE_WORKER_CONCURENCY", "4"), TABLE))
        .hasMessageContaining("did you mean SLUICE_WORKER_CONCURRENCY?");
    Map<String, String> others =
        Map.of("SLUICE_WORKER_SERVICE_HOST", "10.0.0.1", "SLUICE_JAVA_OPTS", "-Xmx1g");
    assertThat(Settings.read(Map.of(), others, TABLE).kafka()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sluice.worker.concurrency, many, 'integer, 1 to 1000'",
    "sluice.worker.concurrency, 0, 'integer, 1 to 1000'",
    "sluice.worker.concurrency, 99999999999, 'integer, 1 to 1000'",
    "sluice.worker.grace-time, 30, duration such as",
    "sluice.worker.grace-time, -5s, duration such as",
    "sluice.worker.grace-time, 999999999999999d, duration such as",
    "sluice.limits.payload, 512, size such as",
    "sluice.limits.payload, -1KiB, size such as",
    "sluice.limits.payload, 2GiB, '1B to 1GiB'",
    "sluice.pools, 'a,,b', must not be empty",
    "bootstrap.servers, '', host:port"
  })
  void a_value_that_can_not_be_is_refused_with_what_can(String key, String value, String remedy) {
    assertThatThrownBy(() -> read(Map.of(key, value)))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(key)
        .hasMessageContaining("(properties)")
        .hasMessageContaining(remedy);
  }

  @Test
  void a_file_and_the_environment_must_not_contradict_each_other() {
    Map<String, String> env = Map.of("SLUICE_POOLS", "b");
    assertThatThrownBy(() -> Settings.read(Map.of("sluice.pools", "a"), env, TABLE))
        .hasMessage(
            "sluice.pools (properties) is set to another value by SLUICE_POOLS; remove one");
    assertThat(Settings.read(Map.of("sluice.pools", "b"), env, TABLE).get(POOLS))
        .containsExactly("b");
  }

  @Test
  void the_command_line_wins_over_both() {
    Property file = new Property("sluice.pools", "a", "f:1", Property.Source.FILE);
    Property option = Property.option("sluice.pools", "c");
    for (List<Property> order : List.of(List.of(file, option), List.of(option, file))) {
      assertThat(Settings.read(order, Map.of("SLUICE_POOLS", "a"), TABLE).get(POOLS))
          .containsExactly("c");
    }
  }

  @Test
  void everything_wins_over_a_profile_and_nothing_contradicts_it() {
    Property profile = new Property("sluice.pools", "p", "c:1", Property.Source.FILE).ofProfile();
    Property file = new Property("sluice.pools", "a", "f:1", Property.Source.FILE);
    assertThat(Settings.read(List.of(profile), Map.of(), TABLE).get(POOLS)).containsExactly("p");
    for (List<Property> order : List.of(List.of(file, profile), List.of(profile, file))) {
      assertThat(Settings.read(order, Map.of(), TABLE).get(POOLS)).containsExactly("a");
    }
    assertThat(Settings.read(List.of(profile), Map.of("SLUICE_POOLS", "b"), TABLE).get(POOLS))
        .containsExactly("b");
  }

  @Test
  void what_was_written_is_shown_without_its_secrets() {
    Map<String, String> given =
        Map.of("schema.registry.url", "https://me:planted@r:1/x", "ssl.key.password", "planted");
    assertThat(Settings.read(given, Map.of(), TABLE).written())
        .extracting(property -> property.name() + "=" + property.value())
        .containsExactly("schema.registry.url=https://***@r:1/x", "ssl.key.password=***");
    assertThat(Settings.read(given, Map.of(), TABLE).toString()).doesNotContain("planted");
  }

  @Test
  void a_file_is_read_with_byte_order_mark_any_line_ends_and_continued_lines() throws Exception {
    Path file = folder.resolve("w.properties");
    Files.writeString(
        file,
        "\uFEFFsluice.worker.concurrency = 3\r\n# comment\r\n\r\nsluice.pools=a,\\\r\n   b\rssl.x=\u00FC  \n");
    Settings settings = Settings.read(PropertiesFile.read(file), Map.of(), TABLE);
    assertThat(settings.get(CONCURRENCY)).isEqualTo(3);
    assertThat(settings.get(POOLS)).containsExactly("a", "b");
    assertThat(settings.kafka()).containsEntry("ssl.x", "\u00FC");
  }

  @Test
  void a_key_twice_in_a_file_is_refused_with_both_lines() throws Exception {
    Path file = folder.resolve("w.properties");
    Files.writeString(file, "a=1\nb=2\na = 3\n");
    assertThatThrownBy(() -> PropertiesFile.read(file))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("a (w.properties:3) is there already at w.properties:1; remove one");
  }

  @Test
  void a_file_that_is_no_text_is_refused() throws Exception {
    Path file = folder.resolve("w.properties");
    Files.write(file, new byte[] {(byte) 0xFF, (byte) 0xFE, 0});
    assertThatThrownBy(() -> PropertiesFile.read(file)).hasMessageContaining("not UTF-8 text");
  }

  @Test
  void secrets_are_masked_where_settings_are_printed() {
    Settings settings =
        read(
            Map.of(
                "ssl.key.password",
                "s3cret",
                "sasl.jaas.config",
                "s3cret",
                "basic.auth.user.info",
                "s3cret",
                "a",
                "b"));
    assertThat(settings.toString()).doesNotContain("s3cret").contains("a=b (properties)", "***");
  }

  @Test
  void a_key_of_another_table_is_a_mistake_of_the_program() {
    Settings settings = Settings.read(Map.of(), Map.of(), List.of(POOLS));
    assertThatIllegalArgumentException().isThrownBy(() -> settings.get(GRACE));
  }

  @Test
  void a_default_outside_its_own_range_is_a_mistake_of_the_program() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ConfigKey<>("sluice.x", ConfigType.integer(1, 2), 3, "", "A doc."));
  }

  @Test
  void the_reference_page_has_a_line_for_each_key() {
    String page = ConfigurationReference.page(Map.of("Worker", List.of(CONCURRENCY, STATE)));
    assertThat(page)
        .contains("## Worker")
        .contains(
            "| `sluice.worker.concurrency` | integer, 1 to 1000 (tasks) | `8` | Tasks at once. |")
        .contains("| `sluice.state-dir` | text | none | State. |");
  }

  private static Settings read(Map<String, String> properties) {
    return Settings.read(properties, Map.of(), TABLE);
  }
}
