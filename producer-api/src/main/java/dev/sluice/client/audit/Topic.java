package dev.sluice.client.audit;

import java.util.Locale;

/** The topics that forget after a time. */
enum Topic {
  SUBMISSION,
  COMMAND,
  REPORT,
  RELEASE;

  /** As people read it. */
  String text() {
    return name().toLowerCase(Locale.ROOT) + "s";
  }
}
