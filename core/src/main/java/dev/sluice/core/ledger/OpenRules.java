package dev.sluice.core.ledger;

import dev.sluice.core.limits.FieldLimits;
import dev.sluice.core.task.BatchOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What an open command has to be like, whoever sent it. */
final class OpenRules {

  private OpenRules() {}

  /** The first rule that the options break, in words; null if they break none. */
  static @Nullable String flawOf(BatchOptions options) {
    String flaw = texts(options);
    if (flaw == null) {
      flaw = numbers(options);
    }
    return flaw == null ? times(options) : flaw;
  }

  private static @Nullable String texts(BatchOptions options) {
    if (options.name() != null && options.name().length() > FieldLimits.NAME_CHARS) {
      return "name has "
          + options.name().length()
          + " characters, the limit is "
          + FieldLimits.NAME_CHARS;
    }
    Map<String, String> labels = options.labels();
    if (labels.size() > FieldLimits.LABELS) {
      return labels.size() + " labels, the limit is " + FieldLimits.LABELS;
    }
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String key = label.getKey();
      if (key.isBlank()
          || key.length() > FieldLimits.LABEL_KEY_CHARS
          || label.getValue().length() > FieldLimits.LABEL_VALUE_CHARS) {
        return "a label must have a key of 1 to "
            + FieldLimits.LABEL_KEY_CHARS
            + " and a value of at most "
            + FieldLimits.LABEL_VALUE_CHARS
            + " characters";
      }
    }
    return null;
  }

  private static @Nullable String numbers(BatchOptions options) {
    long expected = options.expectedTasks().orElse(0);
    if (expected < 0) {
      return "expectedTasks must not be negative, was " + expected;
    }
    if (options.maxFailed() < -1) {
      return "maxFailed must be 0 or more, or -1 for no limit, was " + options.maxFailed();
    }
    if (!(options.maxFailedPercent() <= 100)) {
      return "maxFailedPercent must be 0 to 100, or negative for no limit, was "
          + options.maxFailedPercent();
    }
    return options.maxParallel() < 0
        ? "maxParallel must not be negative, was " + options.maxParallel()
        : null;
  }

  private static @Nullable String times(BatchOptions options) {
    if (!FieldLimits.plausibleTime(options.deadline())) {
      return "deadline must be microseconds since the epoch between the years 2000 and 2100, was "
          + options.deadline();
    }
    long longest = FieldLimits.LONGEST_BATCH.toMillis();
    return options.openTimeoutMs() < 0 || options.openTimeoutMs() > longest
        ? "openTimeoutMs must be 0 to " + longest + ", was " + options.openTimeoutMs()
        : null;
  }
}
