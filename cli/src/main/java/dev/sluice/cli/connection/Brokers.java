package dev.sluice.cli.connection;

import dev.sluice.cli.CommandException;
import dev.sluice.cli.ExitCode;
import dev.sluice.client.RecordedResults;
import dev.sluice.client.SluiceClient;
import dev.sluice.schemas.config.Settings;
import dev.sluice.schemas.topic.TopicKeys;
import dev.sluice.schemas.topic.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** The brokers that a command was told of. */
public final class Brokers {

  private Brokers() {}

  /**
   * Kafka's properties, with the brokers' address among them.
   *
   * @throws CommandException if nobody named the brokers
   */
  public static Map<String, Object> of(Settings settings) {
    Map<String, Object> kafka = settings.kafka();
    if (!kafka.containsKey("bootstrap.servers")) {
      throw new CommandException(
          ExitCode.USAGE,
          "no broker is named; add --bootstrap-server HOST:PORT or set SLUICE_BOOTSTRAP_SERVERS");
    }
    return kafka;
  }

  /**
   * Like {@link #of}, and also with the patience of a person: a broker that is not there is told
   * after seconds.
   */
  public static Map<String, Object> forCommand(Settings settings) {
    Map<String, Object> kafka = new HashMap<>(of(settings));
    kafka.putIfAbsent("default.api.timeout.ms", "15000");
    kafka.putIfAbsent("request.timeout.ms", "10000");
    return kafka;
  }

  /** A client of the deployment there, which the settings may name other topics for. */
  public static SluiceClient client(Settings settings) {
    return client(settings, SluiceClient.ANSWER_WITHIN);
  }

  /** What is recorded in the topics of the deployment there. */
  public static RecordedResults results(Settings settings) {
    return RecordedResults.of(forCommand(settings), new Topics(settings.get(TopicKeys.PREFIX)));
  }

  /** Like {@link #client(Settings)}, and also with another patience for a scheduler's answers. */
  public static SluiceClient client(Settings settings, Duration answerWithin) {
    return SluiceClient.connect(
        forCommand(settings), new Topics(settings.get(TopicKeys.PREFIX)), answerWithin);
  }
}
