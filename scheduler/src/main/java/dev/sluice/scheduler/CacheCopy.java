package dev.sluice.scheduler;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.kafka.common.utils.Utils;

/**
 * The local copy of the results cache, read anew from its topic at each start. One from before
 * could not be trusted: the topic may have forgotten entries meanwhile without a word, and Streams
 * does not open the copy of a process that was killed.
 */
final class CacheCopy {

  /** Where Streams keeps the stores that have the records of all partitions. */
  private static final String DIRECTORY = "global";

  private CacheCopy() {}

  /**
   * Deletes the copy; the state directory has to be taken.
   *
   * @throws SchedulerStartException if it can't be deleted
   */
  static void forget(SchedulerConfig config) {
    Path copy = config.stateDirectory().resolve(config.applicationId()).resolve(DIRECTORY);
    try {
      if (Files.exists(copy)) {
        Utils.delete(copy.toFile());
      }
    } catch (IOException e) {
      throw new SchedulerStartException(
          copy.toAbsolutePath() + " can't be deleted (" + e + "); correct its rights", e);
    }
  }
}
