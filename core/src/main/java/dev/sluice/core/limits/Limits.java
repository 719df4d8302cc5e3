package dev.sluice.core.limits;

/**
 * What Sluice accepts. Checked where a batch is built and again in the ledger, because anything may
 * write to the topics.
 *
 * @param payloadBytes largest payload of a task
 * @param outputBytes largest output of a task
 * @param releaseBytes payload and inputs of one release together
 * @param errorTextChars error messages are cut there
 * @param tasksPerBatch most tasks of one batch
 * @param needsPerTask most needs of one task
 * @param headersPerTask most headers of one task
 * @param headerBytes all header names and values of one task together
 * @param spawnedPerReport most tasks that one task may add to its batch
 */
public record Limits(
    int payloadBytes,
    int outputBytes,
    int releaseBytes,
    int errorTextChars,
    long tasksPerBatch,
    int needsPerTask,
    int headersPerTask,
    int headerBytes,
    int spawnedPerReport) {

  /** Most bytes that a handler may leave for its next attempt; more is dropped. */
  public static final int DETAILS_BYTES = 16 * 1024;

  public static final Limits DEFAULT =
      new Limits(
          512 * 1024,
          256 * 1024,
          4 * 1024 * 1024,
          8 * 1024,
          1_000_000,
          10_000,
          32,
          16 * 1024,
          10_000);
}
