package dev.sluice.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.records.Priority;
import dev.sluice.schemas.config.ConfigurationException;
import dev.sluice.schemas.config.Settings;
import dev.sluice.worker.release.PriorityFloor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IntakeKeysTest {

  private static PriorityFloor floor(String text) {
    Map<String, String> properties = Map.of("sluice.worker.priority.floor", text);
    return IntakeKeys.terms(Settings.read(properties, Map.of(), IntakeKeys.all())).floor();
  }

  @Test
  void readsTheFloorOfEachPriority() {
    assertThat(floor("high:5, low:2").percents())
        .containsOnly(Map.entry(Priority.HIGH, 5), Map.entry(Priority.LOW, 2));
  }

  @Test
  void namesTheKeyOfFloorsThatCanNotBe() {
    assertThatThrownBy(() -> floor("high:95"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("sluice.worker.priority.floor = high:95", "95 %", "90");
    assertThatThrownBy(() -> floor("urgent:5"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContainingAll("sluice.worker.priority.floor", "urgent:5", "high:5");
  }
}
