package dev.sluice.cli.local;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * A batch that a run has begun in a directory.
 *
 * @param file where this is written down
 * @param fingerprint of what was to run
 * @param submitted whether all of it is known to have reached the broker
 * @param ended whether a run saw its end
 */
public record KeptRun(
    Path file, String fingerprint, String batchId, boolean submitted, boolean ended) {

  public KeptRun {
    Objects.requireNonNull(fingerprint, "fingerprint");
    Objects.requireNonNull(batchId, "batchId");
  }

  KeptRun asSubmitted() {
    return new KeptRun(file, fingerprint, batchId, true, ended);
  }

  KeptRun asEnded() {
    return new KeptRun(file, fingerprint, batchId, submitted, true);
  }

  Properties properties() {
    var properties = new Properties();
    properties.setProperty("fingerprint", fingerprint);
    properties.setProperty("batch", batchId);
    properties.setProperty("submitted", Boolean.toString(submitted));
    properties.setProperty("ended", Boolean.toString(ended));
    return properties;
  }

  /**
   * @throws IllegalArgumentException if these can't be a run's
   */
  static KeptRun of(Path file, Properties properties) {
    String fingerprint = properties.getProperty("fingerprint");
    String batchId = properties.getProperty("batch");
    if (fingerprint == null || batchId == null) {
      throw new IllegalArgumentException("fingerprint or batch is missing");
    }
    return new KeptRun(
        file,
        fingerprint,
        batchId,
        Boolean.parseBoolean(properties.getProperty("submitted")),
        Boolean.parseBoolean(properties.getProperty("ended")));
  }
}
