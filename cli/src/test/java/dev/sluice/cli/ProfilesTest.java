package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The profiles of a user, as {@code config show} sees them. */
class ProfilesTest {

  private static final String FILE =
      """
      # where I work
      profile = local
      profile.local.bootstrap.servers = localhost:9092
      profile.staging.bootstrap.servers = kafka:9093
      profile.staging.sluice.topics.prefix = team-a.
      profile.staging.sasl.jaas.config = org.example.Login required password="planted-secret";
      profile.staging.schema.registry.url = http://me:planted-too@registry:8081
      profile.staging.command-config = more/staging.properties
      profile.staging.output = json
      """;

  @TempDir Path home;

  @Test
  void theUsualProfileHoldsWhereNothingIsSaid() throws IOException {
    write(FILE);

    assertThat(show().out())
        .contains("bootstrap.servers=localhost:9092  (config.properties:3)\n")
        .contains("sluice.topics.prefix=sluice.  (default)\n");
  }

  @Test
  void aFlagWinsOverTheEnvironmentAndThatOverTheProfile() throws IOException {
    write(FILE);
    more("sluice.topics.partitions=3\nsluice.topics.prefix=not-this.\n");
    Map<String, String> variables =
        Map.of("SLUICE_PROFILE", "staging", "SLUICE_TOPICS_PREFIX", "of-variable.");

    TestConsole ofVariable = show(variables, "-o", "table");
    assertThat(ofVariable.out())
        .contains("bootstrap.servers=kafka:9093  (config.properties:4)\n")
        .contains("sluice.topics.prefix=of-variable.  (SLUICE_TOPICS_PREFIX)\n")
        .contains("sluice.topics.partitions=3  (staging.properties:1)\n");

    assertThat(show(variables, "-o", "table", "-X", "sluice.topics.prefix=of-flag.").out())
        .contains("sluice.topics.prefix=of-flag.  (-X)\n");
    assertThat(show(variables, "-o", "table", "--bootstrap-server", "here:1").out())
        .contains("bootstrap.servers=here:1  (--bootstrap-server)\n");
    assertThat(show(variables, "--profile", "local").out())
        .contains("bootstrap.servers=localhost:9092  (config.properties:3)\n");
    assertThat(show(Map.of("SLUICE_PROFILE", "")).out()).doesNotContain("bootstrap.servers");
  }

  @Test
  void aFileOfTheCommandLineReplacesThatOfTheProfileAndWinsOverIt() throws IOException {
    write(FILE);
    more("sluice.topics.partitions=3\n");
    Path own = Files.writeString(home.resolve("own"), "sluice.topics.prefix=own.\n");

    assertThat(show("--profile", "staging", "-o", "table", "--command-config", own).out())
        .contains("sluice.topics.prefix=own.  (own:1)\n")
        .contains("sluice.topics.partitions=6  (default)\n");
  }

  @Test
  void secretsAreNeverShownInAnyFormat() throws IOException {
    write(FILE);
    more("ssl.key.password=planted-three\n");

    for (String format : new String[] {"table", "json", "jsonl", "csv", "yaml"}) {
      TestConsole shown = show("--profile", "staging", "-o", format);
      assertThat(shown.exitCode()).as(shown.err()).isZero();
      assertThat(shown.out())
          .contains("sasl.jaas.config", "ssl.key.password", "://***@registry:8081")
          .doesNotContain("planted");
      assertThat(shown.err()).doesNotContain("planted");
    }
  }

  @Test
  void theFormatOfAProfileHoldsUnlessTheCommandLineSaysOne() throws IOException {
    write(FILE);
    more("");

    assertThat(show("--profile", "staging").out()).startsWith("[\n");
    assertThat(show("--profile", "staging", "-o", "csv").out()).startsWith("key,value,origin");
    assertThat(show().out()).doesNotStartWith("[");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          profile.a.bootsrap.servers=x:1 | profile.a.bootsrap.servers (config.properties:1) is not known; did you mean bootstrap.servers?
          profile.a.sluice.topics.prefixx=x | profile.a.sluice.topics.prefixx (config.properties:1) is not known; did you mean sluice.topics.prefix?
          profile.a.comand-config=x | profile.a.comand-config (config.properties:1) is not known; did you mean command-config?
          bootstrap.servers=x:1 | bootstrap.servers (config.properties:1) is no key of this file; write profile.NAME.KEY, or profile for the usual one
          profile.a.output=jsn | output (config.properties:1) 'jsn' is none of table, json, jsonl, csv, yaml
          """)
  void aSlipIsAnErrorThatNamesThePlace(String line, String message) throws IOException {
    write(line + "\n");

    TestConsole shown = show("--profile", "a");

    assertThat(shown.errLines()).containsExactly("sluice: " + message);
    assertThat(shown.exitCode()).isEqualTo(2);
  }

  @Test
  void aProfileThatIsNotThereIsAnErrorThatNamesTheNearest() throws IOException {
    TestConsole noFile = show("--profile", "staging");
    assertThat(noFile.errLines())
        .containsExactly(
            "sluice: profile staging (--profile) is not there, because there is no file of profiles; write profile.staging.bootstrap.servers=HOST:PORT into ~/.config/sluice/config.properties");
    assertThat(noFile.exitCode()).isEqualTo(2);

    write(FILE);
    assertThat(show("--profile", "stagin").errLines())
        .containsExactly(
            "sluice: profile stagin (--profile) is not in " + file() + "; did you mean staging?");
    assertThat(show(Map.of("SLUICE_PROFILE", "xyz")).errLines())
        .containsExactly(
            "sluice: profile xyz (SLUICE_PROFILE) is not in " + file() + "; it has local, staging");
  }

  @Test
  void anotherFileCanBeNamedAndHasToBeThere() throws IOException {
    Path other = Files.writeString(home.resolve("other"), "profile.x.bootstrap.servers=o:1\n");

    assertThat(show(Map.of("SLUICE_CONFIG", other.toString()), "--profile", "x").out())
        .contains("bootstrap.servers=o:1  (other:1)\n");
    TestConsole gone = show(Map.of("SLUICE_CONFIG", home.resolve("gone").toString()));
    assertThat(gone.exitCode()).isEqualTo(3);
    assertThat(show(Map.of("XDG_CONFIG_HOME", home.resolve("xdg").toString())).exitCode()).isZero();
  }

  @Test
  void aRunStaysLocalUnlessTheCommandLineNamesAProfile() throws IOException {
    write("profile = far\nprofile.far.bootstrap.servers = 127.0.0.1:1\n");
    Path batch = Files.writeString(home.resolve("b.yaml"), "tasks: [{id: a, type: nowhere}]");

    // A local run refuses the type before anything starts; one on brokers tries to reach them.
    assertThat(run(Map.of(), "run", batch).exitCode()).isEqualTo(7);
    String quick = "default.api.timeout.ms=1500";
    TestConsole far =
        run(
            Map.of(),
            "run",
            batch,
            "--profile",
            "far",
            "-X",
            quick,
            "-X",
            "request.timeout.ms=999");
    assertThat(far.exitCode()).as(far.err()).isEqualTo(8);
  }

  @Test
  void aFileWithAPasswordThatOthersMayReadIsToldOf() throws IOException {
    write("profile.a.ssl.key.password = x\n");

    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r-----"));
    assertThat(show().err()).contains("holds a password").contains("chmod 600 " + file());
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
    assertThat(show().err()).isEmpty();
    write("profile.a.bootstrap.servers = x:1\n");
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(show().err()).isEmpty();
  }

  private Path file() {
    return home.resolve(".config/sluice/config.properties");
  }

  private void write(String text) throws IOException {
    Files.createDirectories(file().getParent());
    Files.writeString(file(), text);
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
  }

  private void more(String text) throws IOException {
    Path folder = Files.createDirectories(file().resolveSibling("more"));
    Files.writeString(folder.resolve("staging.properties"), text);
  }

  private TestConsole show(Object... words) {
    return show(Map.of(), words);
  }

  private TestConsole show(Map<String, String> variables, Object... words) {
    Object[] all = new Object[words.length + 3];
    all[0] = "config";
    all[1] = "show";
    all[2] = "--origin";
    System.arraycopy(words, 0, all, 3, words.length);
    return run(variables, all);
  }

  private TestConsole run(Map<String, String> variables, Object... words) {
    Map<String, String> env = new HashMap<>(variables);
    env.put("HOME", home.toString());
    return TestConsole.with(env).run(words);
  }
}
