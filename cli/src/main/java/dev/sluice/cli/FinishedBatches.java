package dev.sluice.cli;

import dev.sluice.cli.connection.Brokers;
import dev.sluice.cli.connection.ConnectionOptions;
import dev.sluice.cli.results.Finished;
import dev.sluice.cli.results.RecordedBatch;
import dev.sluice.client.RecordedResults;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.config.Settings;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Opens batches by id or by a file of their results; connects only for an id, and as a client only
 * for a batch that has not ended. Not thread-safe.
 */
final class FinishedBatches implements Closeable {

  private final Console console;
  private final ConnectionOptions connection;
  private @Nullable Settings settings;
  private @Nullable SluiceClient client;

  FinishedBatches(Console console, ConnectionOptions connection) {
    this.console = console;
    this.connection = connection;
  }

  /** An id that could be one, or a file that is there. */
  static String checked(String argument) {
    return isFile(argument) ? argument : BatchIdArgument.checked(argument);
  }

  /**
   * A batch id has no slash; one that ends like a file of results is taken for one if it is there.
   */
  private static boolean isFile(String argument) {
    String name = argument.toLowerCase(Locale.ROOT);
    boolean named = name.endsWith(".jsonl") || name.endsWith(".json");
    return named && (argument.indexOf('/') >= 0 || Files.exists(Path.of(argument)));
  }

  /**
   * What is known of it now; says on stderr if that is not all.
   *
   * @param folder where there is room for the results
   */
  Finished open(String argument, Path folder) throws IOException {
    if (isFile(argument)) {
      return Finished.file(Path.of(argument));
    }
    RecordedBatch batch = recorded(BatchIdArgument.checked(argument), folder);
    if (!batch.summary().status().terminal()) {
      console.say("batch " + argument + " has not ended; this is how it is so far");
    }
    return batch;
  }

  /** What is recorded of the batch of this id. */
  RecordedBatch recorded(String id, Path folder) throws IOException {
    Settings known = settings();
    try (RecordedResults results = Brokers.results(known)) {
      return RecordedBatch.read(results, () -> client(known), id, folder);
    }
  }

  private Settings settings() throws IOException {
    if (settings == null) {
      settings = connection.settings(console.env(), ConfigTables.all());
    }
    return settings;
  }

  private SluiceClient client(Settings known) {
    if (client == null) {
      client = Brokers.client(known);
    }
    return client;
  }

  @Override
  public void close() {
    if (client != null) {
      client.close();
    }
  }
}
