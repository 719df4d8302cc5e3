package dev.sluice.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MaskingEncoderTest {

  private static final Map<String, String> OF_A_TASK =
      Map.of("batch", "nightly", "task", "copy/3", "attempt", "2", "worker", "w1");

  private final LoggerContext context = new LoggerContext();

  private MaskingEncoder json() {
    var encoder = MaskingEncoder.json();
    encoder.setContext(context);
    encoder.start();
    return encoder;
  }

  /** As the command's own configuration has it. */
  private MaskingEncoder text() throws Exception {
    var configurator = new JoranConfigurator();
    configurator.setContext(context);
    configurator.doConfigure(MaskingEncoder.class.getResource("/logback.xml"));
    var appender =
        (ConsoleAppender<ILoggingEvent>)
            context.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("STDERR");
    return (MaskingEncoder) appender.getEncoder();
  }

  private String line(
      MaskingEncoder encoder,
      Map<String, String> mdc,
      String message,
      @Nullable Throwable error,
      Object... arguments) {
    var event =
        new LoggingEvent(
            "x", context.getLogger("dev.sluice.Test"), Level.WARN, message, error, arguments);
    event.setMDCPropertyMap(mdc);
    return new String(encoder.encode(event), StandardCharsets.UTF_8);
  }

  @Test
  void aLineOfATaskBeginsWithItsIds() throws Exception {
    assertThat(line(text(), OF_A_TASK, "hello", null))
        .endsWith(" [nightly/copy/3#2] hello\n")
        .contains("WARN");
  }

  @Test
  void aLineOfNoTaskHasNone() throws Exception {
    assertThat(line(text(), Map.of(), "hello\nthere", null))
        .endsWith("dev.sluice.Test hello there\n");
  }

  @Test
  void jsonIsOneObjectALineWithTheIds() throws IOException {
    String line = line(json(), OF_A_TASK, "hello {}\n\"you\"", null, "all");

    assertThat(line).endsWith("\n");
    assertThat(line.lines()).hasSize(1);
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.get("formattedMessage").asText()).isEqualTo("hello all\n\"you\"");
    assertThat(json.get("level").asText()).isEqualTo("WARN");
    assertThat(json.get("mdc").get("batch").asText()).isEqualTo("nightly");
    assertThat(json.get("mdc").get("attempt").asText()).isEqualTo("2");
    assertThat(json.get("arguments")).isNull();
  }

  @Test
  void secretsAreMaskedInMessagesArgumentsAndExceptions() throws Exception {
    var error = new IllegalStateException("password=hunter2 refused");

    for (MaskingEncoder encoder : new MaskingEncoder[] {text(), json()}) {
      assertThat(line(encoder, Map.of(), "login with {}", error, "{\"token\":\"hunter2\"}"))
          .doesNotContain("hunter2")
          .contains("***");
    }
  }

  @Test
  void maskedJsonIsStillJson() throws IOException {
    String line = line(json(), Map.of(), "{\"password\": \"hunter2\", \"a\": 1}", null);

    assertThat(new ObjectMapper().readTree(line).get("formattedMessage").asText())
        .isEqualTo("{\"password\": \"***\", \"a\": 1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssl.keystore.password=abc, next=1 | ssl.keystore.password=***, next=1",
        "module required username=\"u\" password=\"abc\"; | module required username=\"u\" password=\"***\";",
        "Authorization: Bearer abcdefgh.ijk | Authorization: Bearer ***",
        "http://me:abc@registry:8081/x | http://me:***@registry:8081/x",
        "basic.auth.user.info = me:abc | basic.auth.user.info = ***",
        "3 tokens were read | 3 tokens were read",
        "took 12:30 | took 12:30",
      })
  void masks(String text, String masked) {
    assertThat(SecretMask.of(text)).isEqualTo(masked);
  }
}
