package dev.sluice.scheduler.wire;

/**
 * The names of the nodes and stores of the topology. A store's name is part of the name of its
 * changelog topic: renaming one loses its state.
 */
public final class Nodes {

  public static final String SUBMISSION_SOURCE = "submission-source";
  public static final String COMMAND_SOURCE = "command-source";
  public static final String QUERY_SOURCE = "query-source";
  public static final String REPORT_SOURCE = "report-source";

  public static final String CACHE_SOURCE = "cache-source";

  public static final String LEDGER = "ledger";
  public static final String CACHE_TABLE = "cache-table";

  public static final String RELEASE_SINK = "release-sink";
  public static final String RESULT_SINK = "result-sink";
  public static final String SIGNAL_SINK = "signal-sink";
  public static final String SUMMARY_SINK = "summary-sink";
  public static final String ANSWER_SINK = "answer-sink";
  public static final String DEAD_LETTER_SINK = "dead-letter-sink";
  public static final String CACHE_SINK = "cache-sink";
  public static final String REROUTE_SINK = "reroute-sink";

  public static final String LEDGER_STORE = "ledger";
  public static final String CACHE_STORE = "cache";

  private Nodes() {}
}
