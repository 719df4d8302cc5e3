package dev.sluice.cli.output;

import java.util.Locale;

/** What {@code -o} may say. */
public enum OutputFormat {
  TABLE,
  JSON,
  JSONL,
  CSV,
  YAML;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
