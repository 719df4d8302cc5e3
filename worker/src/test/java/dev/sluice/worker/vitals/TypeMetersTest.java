package dev.sluice.worker.vitals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.worker.gate.BreakerState;
import dev.sluice.worker.gate.GateKeys;
import dev.sluice.worker.gate.GateTerms;
import dev.sluice.worker.gate.TypeLoad;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class TypeMetersTest {

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final AtomicReference<List<TypeLoad>> loads = new AtomicReference<>(List.of());

  private void register(Map<String, Integer> most, String rate, String breaker) {
    var rates = GateKeys.TYPE_RATE.type().parse(rate);
    var breakers = GateKeys.TYPE_BREAKER.type().parse(breaker);
    var terms = new GateTerms(most, rates, breakers, Duration.ofSeconds(30), null);
    TypeMeters.register(registry, List.of("http", "mail", "noop"), terms, loads::get);
  }

  private double value(String name, String... tags) {
    return registry.get("sluice.worker.type." + name).tags(tags).gauge().value();
  }

  @Test
  void aTypeIsMeasuredByTheLimitsThatItHas() {
    register(Map.of("mail", 3), "http:100/1s", "http:50%/20");
    assertThat(registry.find("sluice.worker.type.limit").gauges()).hasSize(1);
    assertThat(registry.find("sluice.worker.type.rate.used").gauges()).hasSize(1);
    assertThat(registry.find("sluice.worker.type.breaker").gauges()).hasSize(3);
    assertThat(registry.find("sluice.worker.type.running").gauges()).hasSize(2);
    assertThat(registry.find("sluice.worker.type.running").tag("type", "noop").gauge()).isNull();
  }

  @Test
  void theNumbersAreThoseOfNow() {
    register(Map.of("mail", 3), "http:100/1s", "http:50%/20");
    assertThat(value("limit", "type", "mail")).as("no task yet").isNaN();
    assertThat(value("breaker", "type", "http", "state", "closed")).isEqualTo(1);

    loads.set(
        List.of(
            new TypeLoad("mail", 2, 3, 7, false, BreakerState.CLOSED),
            new TypeLoad("http", 5, Integer.MAX_VALUE, 1, true, BreakerState.OPEN)));

    assertThat(value("running", "type", "mail")).isEqualTo(2);
    assertThat(value("limit", "type", "mail")).isEqualTo(3);
    assertThat(value("waiting", "type", "mail")).isEqualTo(7);
    assertThat(value("rate.used", "type", "http")).isEqualTo(1);
    assertThat(value("breaker", "type", "http", "state", "open")).isEqualTo(1);
    assertThat(value("breaker", "type", "http", "state", "closed")).isZero();
    assertThat(value("breaker", "type", "http", "state", "trying")).isZero();
  }
}
