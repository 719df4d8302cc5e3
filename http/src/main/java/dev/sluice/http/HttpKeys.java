package dev.sluice.http;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.schemas.config.ConfigType;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The table of the HTTP API's configuration keys. */
public final class HttpKeys {

  /** Where the API is if nobody says anything. */
  public static final int USUAL_PORT = 8470;

  private static final long MIB = 1024L * 1024;

  public static final ConfigKey<Optional<Integer>> PORT =
      new ConfigKey<>(
          "sluice.http.port",
          ConfigType.optional(ConfigType.integer(0, 65_535)),
          Optional.of(USUAL_PORT),
          "",
          "Where a scheduler answers its HTTP API. 0 takes any free port and says which; empty: no"
              + " API.");

  public static final ConfigKey<String> HOST =
      new ConfigKey<>(
          "sluice.http.host",
          ConfigType.string(),
          "127.0.0.1",
          "",
          "The address that the API listens at. One that other machines reach needs"
              + " sluice.http.token-file as well, and the names by which they call it in"
              + " sluice.http.allowed-hosts. There is no TLS: put a proxy with it in front.");

  public static final ConfigKey<Optional<Path>> TOKEN_FILE =
      new ConfigKey<>(
          "sluice.http.token-file",
          ConfigType.optional(ConfigType.path()),
          Optional.empty(),
          "",
          "The file with the hashes of the tokens that the API lets in; sluice token writes it."
              + " Without one everybody who reaches the address may do everything.");

  public static final ConfigKey<Boolean> READ_ONLY =
      new ConfigKey<>(
          "sluice.http.read-only",
          ConfigType.bool(),
          false,
          "",
          "Whether the API refuses everything that changes something, for any token.");

  public static final ConfigKey<Boolean> OPEN_METRICS =
      new ConfigKey<>(
          "sluice.http.open-metrics",
          ConfigType.bool(),
          false,
          "",
          "Whether /metrics is answered without a token. Metrics name topics, task types and"
              + " numbers, but no tasks.");

  public static final ConfigKey<List<String>> ALLOWED_HOSTS =
      new ConfigKey<>(
          "sluice.http.allowed-hosts",
          ConfigType.list(ConfigType.string()),
          List.of(),
          "",
          "Names without port that requests may have in Host, beside those of loopback. Anything"
              + " else is refused, because a name can be pointed at this address by anybody.");

  public static final ConfigKey<List<String>> ALLOWED_ORIGINS =
      new ConfigKey<>(
          "sluice.http.allowed-origins",
          ConfigType.list(ConfigType.string()),
          List.of(),
          "",
          "Origins such as https://ops.example.org whose pages may change something or open a"
              + " stream, beside the API's own.");

  public static final ConfigKey<Optional<String>> ADVERTISED =
      new ConfigKey<>(
          "sluice.http.advertised",
          ConfigType.optional(ConfigType.string()),
          Optional.empty(),
          "",
          "host:port under which the other schedulers of the group reach this one, to pass on what"
              + " is asked of its batches. Default: where it listens, with the name of the machine"
              + " if that is every address.");

  public static final ConfigKey<Long> MAX_REQUEST_SIZE =
      new ConfigKey<>(
          "sluice.http.max-request-size",
          ConfigType.size(1024, 1024 * MIB),
          16 * MIB,
          "",
          "The largest body of a request. A batch that is larger is submitted with a client.");

  public static final ConfigKey<Integer> MAX_STREAMS =
      new ConfigKey<>(
          "sluice.http.max-streams",
          ConfigType.integer(0, 10_000),
          100,
          "streams",
          "Streams of changes that may be open at a time.");

  private HttpKeys() {}

  /** All keys, in the order of the reference page. */
  public static List<ConfigKey<?>> all() {
    return List.of(
        PORT,
        HOST,
        TOKEN_FILE,
        READ_ONLY,
        OPEN_METRICS,
        ALLOWED_HOSTS,
        ALLOWED_ORIGINS,
        ADVERTISED,
        MAX_REQUEST_SIZE,
        MAX_STREAMS);
  }
}
