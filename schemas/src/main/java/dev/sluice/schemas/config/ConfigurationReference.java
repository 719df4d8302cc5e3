package dev.sluice.schemas.config;

import java.util.List;
import java.util.Map;

/** Turns the tables of keys into the reference page, in Markdown. */
public final class ConfigurationReference {

  private ConfigurationReference() {}

  /**
   * The page.
   *
   * @param tables the title of each section and its keys, in the order of the page
   */
  public static String page(Map<String, List<ConfigKey<?>>> tables) {
    StringBuilder page = new StringBuilder(INTRODUCTION);
    tables.forEach((title, keys) -> section(page, title, keys));
    return page.toString();
  }

  private static void section(StringBuilder page, String title, List<ConfigKey<?>> keys) {
    page.append("\n## ").append(title).append("\n\n");
    page.append("| key | value | default | effect |\n|---|---|---|---|\n");
    for (ConfigKey<?> key : keys) {
      String unit = key.unit().isEmpty() ? "" : " (" + key.unit() + ")";
      String shown = key.shownDefault();
      page.append("| `").append(key.name()).append("` | ");
      page.append(cell(key.type().description() + unit)).append(" | ");
      page.append(shown.isEmpty() ? "none" : "`" + cell(shown) + "`").append(" | ");
      page.append(cell(key.doc())).append(" |\n");
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace('\n', ' ');
  }

  private static final String INTRODUCTION =
      """
      # Configuration

      This page is made from the tables in the code; the build fails when they differ.

      A key is set in a properties file, with `-X key=value` or by an environment variable: its name in
      upper case with `_` for every `.` and `-`, so `SLUICE_WORKER_CONCURRENCY` is
      `sluice.worker.concurrency`. `-X` wins over both others; a file and a variable that contradict each
      other are an error, as are a key twice in one file, a key that is not listed here, a size or a
      duration without its unit, and a number out of its range.

      Everything that does not begin with `sluice.` goes to the Kafka clients as it is, so security,
      timeouts and the schema registry are set with Kafka's and Confluent's own names.
      `SLUICE_BOOTSTRAP_SERVERS` sets `bootstrap.servers`; `SLUICE_KAFKA_` in front of any other name of
      Kafka's sets that (`SLUICE_KAFKA_SASL_MECHANISM`).
      """;
}
