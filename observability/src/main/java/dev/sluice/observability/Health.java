package dev.sluice.observability;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a process says of itself.
 *
 * @param reasons what is not as it should be, for people; empty = all is well
 * @param details what else is known, by name: numbers, booleans and texts
 */
public record Health(List<String> reasons, Map<String, Object> details) {

  public Health {
    reasons = List.copyOf(reasons);
    details = new LinkedHashMap<>(details);
  }

  /** All is well. */
  public static Health up() {
    return new Health(List.of(), Map.of());
  }

  /** These things are not as they should be; none: all is well. */
  public static Health of(List<String> reasons) {
    return new Health(reasons, Map.of());
  }

  /** The same, and something else that is known. */
  public Health with(String name, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(details);
    more.put(name, value);
    return new Health(reasons, more);
  }

  /** Whether all is well. */
  public boolean ok() {
    return reasons.isEmpty();
  }
}
