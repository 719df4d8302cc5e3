package dev.sluice.results.compare;

import dev.sluice.client.DurationQuantiles;
import dev.sluice.client.TaskCounts;
import dev.sluice.results.report.Part;
import dev.sluice.results.report.Report;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tasks of one type in both batches; a part that one of them does not have is empty. */
record TypeChange(Part a, Part b) {

  /** All types, those of B first. */
  static List<TypeChange> of(Report a, Report b) {
    Map<String, Part> before = byName(a.byType());
    Map<String, TypeChange> changes = new LinkedHashMap<>();
    b.byType()
        .forEach(part ->
            changes.put(
                part.name(),
                new TypeChange(before.getOrDefault(part.name(), none(part.name())), part)));
    a.byType()
        .forEach(part -> changes.putIfAbsent(part.name(), new TypeChange(part, none(part.name()))));
    return List.copyOf(changes.values());
  }

  private static Map<String, Part> byName(List<Part> parts) {
    Map<String, Part> named = new LinkedHashMap<>();
    parts.forEach(part -> named.put(part.name(), part));
    return named;
  }

  private static Part none(String name) {
    return new Part(name, TaskCounts.NONE, DurationQuantiles.NONE, DurationQuantiles.NONE);
  }

  String name() {
    return b.name();
  }
}
