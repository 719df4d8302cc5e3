package dev.sluice.benchmarks.output;

import dev.sluice.benchmarks.figure.Figures;
import dev.sluice.benchmarks.figure.Line;
import java.util.Locale;
import java.util.Map;

/** The report for people: one line a figure. */
public final class Table {

  private static final String ROW = "%-8s %-28s %14s %-10s %10s%n";

  private static final String STEP = "%-32s %12s ns %12s bytes allocated%n";

  private Table() {}

  public static String of(Report report) {
    StringBuilder text = new StringBuilder();
    environment(text, report.environment());
    if (report.raw() != null) {
      text.append(String.format(ROW, "", "", "", "", "x raw"));
      rows(text, "raw", report.raw());
    }
    if (!report.workloads().isEmpty()) {
      text.append(String.format("%nbroker, scheduler, worker and client in separate processes%n"));
      all(text, report.workloads());
    }
    if (!report.oneJvm().isEmpty()) {
      text.append(String.format("%nall in one JVM, as `sluice run` has it%n"));
      all(text, report.oneJvm());
    }
    if (!report.micro().isEmpty()) {
      text.append(String.format("%nsteps on their own%n"));
      report
          .micro()
          .forEach((name, cost) ->
              text.append(
                  String.format(STEP, name, number(cost.nanos()), number(cost.bytesAllocated()))));
    }
    return text.toString();
  }

  private static void environment(StringBuilder text, Environment it) {
    text.append(
        String.format(
            "sluice %s%s, Kafka %s, %s%n%s, %d processors, %,d MiB; %d partitions, exactly once;"
                + " %s, %d repetitions, %s%n%n",
            it.sluice(),
            it.commit() == null ? "" : " (" + it.commit() + ")",
            it.kafka(),
            it.jvm(),
            it.os(),
            it.processors(),
            it.memoryMiB(),
            it.partitions(),
            it.scale(),
            it.repetitions(),
            it.date()));
  }

  private static void all(StringBuilder text, Map<String, Figures> workloads) {
    workloads.forEach((name, figures) -> rows(text, name, figures));
  }

  private static void rows(StringBuilder text, String name, Figures figures) {
    String first = name;
    for (Line line : figures.lines()) {
      Double ratio = line.ratioToRaw();
      text.append(
          String.format(
              ROW,
              first,
              line.figure(),
              number(line.value()),
              line.unit(),
              ratio == null ? "" : number(ratio)));
      first = "";
    }
  }

  private static String number(double value) {
    String format = Math.abs(value) >= 1000 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.3f";
    return String.format(Locale.ROOT, format, value);
  }
}
