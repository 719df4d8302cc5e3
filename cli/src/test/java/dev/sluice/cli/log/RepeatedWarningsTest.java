package dev.sluice.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.spi.FilterReply;
import org.junit.jupiter.api.Test;

class RepeatedWarningsTest {

  private static final String CLIENT = "org.apache.kafka.clients.NetworkClient";

  private final RepeatedWarnings filter = new RepeatedWarnings();

  @Test
  void aWarningOfKafkaIsToldOnceInThirtySeconds() {
    assertThat(told(CLIENT, Level.WARN, "[a] no connection to {}", 0)).isTrue();
    assertThat(told(CLIENT, Level.WARN, "[a] no connection to {}", 29_999)).isFalse();
    assertThat(told(CLIENT, Level.WARN, "[a] no connection to {}", 30_000)).isTrue();
    assertThat(told(CLIENT, Level.WARN, "[a] no connection to {}", 59_999)).isFalse();
  }

  @Test
  void otherWarningsErrorsAndOtherLoggersAreToldAlways() {
    assertThat(told(CLIENT, Level.WARN, "[a] no connection to {}", 0)).isTrue();
    assertThat(told(CLIENT, Level.WARN, "[b] no connection to {}", 1)).isTrue();
    for (int time = 2; time < 5; time++) {
      assertThat(told(CLIENT, Level.ERROR, "[a] no connection to {}", time)).isTrue();
      assertThat(told("dev.sluice.Worker", Level.WARN, "lost", time)).isTrue();
    }
  }

  @Test
  void whatIsRememberedIsBounded() {
    for (int i = 0; i < 201; i++) {
      assertThat(told(CLIENT, Level.WARN, "warning " + i, 0)).isTrue();
    }
    assertThat(told(CLIENT, Level.WARN, "warning 200", 1)).isFalse();
    assertThat(told(CLIENT, Level.WARN, "warning 0", 1)).isTrue();
  }

  private boolean told(String logger, Level level, String message, long at) {
    var event = new LoggingEvent();
    event.setLoggerName(logger);
    event.setLevel(level);
    event.setMessage(message);
    event.setTimeStamp(at);
    return filter.decide(event) == FilterReply.NEUTRAL;
  }
}
