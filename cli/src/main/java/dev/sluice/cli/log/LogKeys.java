package dev.sluice.cli.log;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import java.util.List;

/** The configuration keys of logs. */
public final class LogKeys {

  /** What a line looks like. */
  public enum Format {
    TEXT,
    JSON
  }

  public static final ConfigKey<Format> FORMAT =
      new ConfigKey<>(
          "sluice.log.format",
          ConfigType.oneOf(Format.class),
          Format.TEXT,
          "",
          "What scheduler and worker log to stderr: lines for people, or one JSON object a line with"
              + " the ids of batch, task, attempt and worker under mdc.");

  private LogKeys() {}

  /** All of them, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return List.of(FORMAT);
  }
}
