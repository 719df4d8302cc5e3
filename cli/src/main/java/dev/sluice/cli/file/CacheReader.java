package dev.sluice.cli.file;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.task.CacheUse;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads {@code cache: true}, {@code cache: my-key} and {@code cache: {key: my-key, ttl: 1d}}. */
final class CacheReader {

  private static final Set<String> KEYS = new LinkedHashSet<>(List.of("key", "ttl"));
  private static final String EXAMPLE =
      "write cache: true, cache: my-key or cache: {key: my-key, ttl: 1d}";

  private CacheReader() {}

  /** What is under the key {@code cache}; null if that is nothing, false, or makes no sense. */
  static @Nullable CacheUse read(Fields owner, Problems problems) {
    return switch (owner.node("cache")) {
      case null -> null;
      case Node.Mapping mapping -> detailed(mapping, problems);
      case Node.Scalar scalar when scalar.reading() == Node.Reading.BOOLEAN ->
          scalar.text().equals("true") ? CacheUse.SAME_WORK : null;
      case Node.Scalar scalar when scalar.reading() != Node.Reading.NULL ->
          new CacheUse(sound(scalar.text(), scalar.at(), problems), 0);
      case Node other -> {
        problems.add(other.at(), "'cache' is " + other.kind(), EXAMPLE);
        yield null;
      }
    };
  }

  private static CacheUse detailed(Node.Mapping mapping, Problems problems) {
    Fields fields = Fields.of(mapping, "'cache'", KEYS, problems);
    if (!fields.has("key") && !fields.has("ttl")) {
      problems.add(mapping.at(), "'cache' has neither 'key' nor 'ttl'", EXAMPLE);
    }
    String key = fields.text("key");
    return new CacheUse(
        key == null ? null : sound(key, fields.at("key"), problems), ttlMs(fields, problems));
  }

  private static String sound(String key, At at, Problems problems) {
    String flaw = FieldLimits.flawOfCacheKey(key);
    if (flaw != null) {
      problems.add(at, "the key of 'cache' " + flaw, "choose another one");
    }
    return key;
  }

  private static long ttlMs(Fields fields, Problems problems) {
    Duration ttl = fields.duration("ttl");
    if (ttl == null) {
      return 0;
    }
    if (ttl.toMillis() == 0 || ttl.compareTo(FieldLimits.LONGEST_CACHED) > 0) {
      problems.add(
          fields.at("ttl"),
          "'ttl' is " + DurationText.of(ttl),
          "give 1ms to " + DurationText.of(FieldLimits.LONGEST_CACHED));
    }
    return ttl.toMillis();
  }
}
