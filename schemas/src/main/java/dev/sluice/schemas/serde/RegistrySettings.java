package dev.sluice.schemas.serde;

import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/**
 * How to reach the registry, from Confluent's own keys.
 *
 * @param addresses where it is; all have the same schemas
 * @param authorization the header that lets us in, if one is needed
 * @param connectTimeout for one address
 * @param readTimeout for one answer
 * @param tls stores other than Java's own
 */
record RegistrySettings(
    List<URI> addresses,
    Optional<String> authorization,
    Duration connectTimeout,
    Duration readTimeout,
    Optional<SSLContext> tls) {

  private static final String URL = "schema.registry.url";
  private static final String SOURCE = "basic.auth.credentials.source";
  private static final String USER = "basic.auth.user.info";

  RegistrySettings {
    addresses = List.copyOf(addresses);
  }

  /** Nothing, if the properties name no registry. */
  static Optional<RegistrySettings> of(Map<String, ?> config) {
    String urls = text(config, URL);
    if (urls == null) {
      return Optional.empty();
    }
    List<URI> addresses = List.of(urls.split(",", -1)).stream().map(RegistrySettings::uri).toList();
    return Optional.of(
        new RegistrySettings(
            addresses.stream().map(RegistrySettings::withoutUser).toList(),
            authorization(config, addresses),
            millis(config, "http.connect.timeout.ms", 5_000),
            millis(config, "http.read.timeout.ms", 10_000),
            RegistryTls.context(config)));
  }

  private static URI uri(String text) {
    try {
      URI uri = URI.create(text.strip().replaceFirst("/+$", ""));
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      throw new ConfigException(URL, text, "is no URL: " + e.getMessage());
    }
    throw new ConfigException(URL, text, "must be http://host:port or https://host:port");
  }

  private static URI withoutUser(URI uri) {
    String user = uri.getRawUserInfo();
    return user == null
        ? uri
        : URI.create(uri.toString().replaceFirst(".*@", uri.getScheme() + "://"));
  }

  private static Optional<String> authorization(Map<String, ?> config, List<URI> addresses) {
    String source = text(config, SOURCE);
    String user =
        text(config, USER) == null ? text(config, "schema.registry." + USER) : text(config, USER);
    return switch (source == null ? (user == null ? "URL" : "USER_INFO") : source) {
      case "URL" ->
          Optional.ofNullable(addresses.get(0).getUserInfo()).map(RegistrySettings::basic);
      case "USER_INFO" -> {
        if (user == null) {
          throw new ConfigException(SOURCE, source, "needs " + USER + " = user:password");
        }
        yield Optional.of(basic(user));
      }
      default ->
          throw new ConfigException(
              SOURCE, source, "must be URL or USER_INFO; Confluent's serializer knows more");
    };
  }

  private static String basic(String user) {
    return "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
  }

  private static Duration millis(Map<String, ?> config, String key, long otherwise) {
    String text = text(config, key);
    return Duration.ofMillis(
        text == null ? otherwise : (Long) ConfigDef.parseType(key, text, ConfigDef.Type.LONG));
  }

  static @Nullable String text(Map<String, ?> config, String key) {
    Object value = config.get(key);
    if (value == null) {
      return null;
    }
    String text =
        switch (value) {
          case Password password -> password.value();
          case List<?> list -> String.join(",", list.stream().map(String::valueOf).toList());
          default -> value.toString();
        };
    return text.isBlank() ? null : text.strip();
  }

  /** A request for a path below one of the addresses. */
  HttpRequest.Builder request(URI address, String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    request
        .timeout(readTimeout)
        .header("Accept", "application/vnd.schemaregistry.v1+json, application/json");
    authorization.ifPresent(header -> request.header("Authorization", header));
    return request;
  }

  /** Not to be logged: it may hold a password. */
  @Override
  public String toString() {
    return "registry at " + addresses;
  }
}
