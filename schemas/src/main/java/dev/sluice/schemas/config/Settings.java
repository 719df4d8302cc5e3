package dev.sluice.schemas.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a process, read once and checked whole before anything starts. The command
 * line wins over files and environment, and these over a profile; a file and the environment that
 * contradict each other are an error, because nobody could tell which was forgotten. Immutable.
 */
public final class Settings {

  private static final Pattern SECRET =
      Pattern.compile("password|secret|jaas|token|credential|user\\.info|\\.key$");

  /** The password, or the user alone, of a URL. */
  private static final Pattern IN_URL = Pattern.compile("(://)[^\\s/@]+(?=@)");

  private final Map<ConfigKey<?>, Object> values;
  private final Map<String, Property> written;

  private Settings(Map<ConfigKey<?>, Object> values, Map<String, Property> written) {
    this.values = values;
    this.written = written;
  }

  /**
   * Reads what a program was given.
   *
   * @param properties keys of Sluice and of Kafka
   * @param env the environment, usually {@link System#getenv()}
   * @param known the table of the process
   * @throws ConfigurationException for the first unknown or unusable value
   */
  public static Settings read(
      Map<String, String> properties, Map<String, String> env, List<ConfigKey<?>> known) {
    List<Property> given = new ArrayList<>();
    properties.forEach((name, value) -> given.add(Property.given(name, value)));
    return read(given, env, known);
  }

  /**
   * Like {@link #read(Map, Map, List)}, and also names the file and line or the option in its
   * errors. Of two properties with one name the later wins; {@link PropertiesFile} refuses a name
   * that is twice in one file.
   */
  public static Settings read(
      List<Property> properties, Map<String, String> env, List<ConfigKey<?>> known) {
    Map<String, Property> written = new TreeMap<>();
    List<Property> all = new ArrayList<>(properties);
    all.addAll(Environment.properties(env, known));
    all.forEach(property -> written.merge(property.name(), property, Settings::prevailing));

    Map<String, ConfigKey<?>> keys = new LinkedHashMap<>();
    known.forEach(key -> keys.put(key.name(), key));
    written.values().forEach(property -> check(property, keys));
    Map<ConfigKey<?>, Object> values = new LinkedHashMap<>();
    keys.values().forEach(key -> values.put(key, value(key, written.get(key.name()))));
    return new Settings(values, written);
  }

  private static Property prevailing(Property a, Property b) {
    boolean contradict =
        a.source() != b.source()
            && a.source() != Property.Source.COMMAND_LINE
            && b.source() != Property.Source.COMMAND_LINE
            && a.source() != Property.Source.PROFILE
            && b.source() != Property.Source.PROFILE
            && !a.value().equals(b.value());
    if (contradict) {
      throw new ConfigurationException(
          a.name(), a.origin(), "is set to another value by " + b.origin() + "; remove one");
    }
    return b.source().compareTo(a.source()) >= 0 ? b : a;
  }

  private static void check(Property property, Map<String, ConfigKey<?>> keys) {
    String name = property.name();
    if (name.startsWith(ConfigKey.PREFIX) && !keys.containsKey(name)) {
      throw new ConfigurationException(
          name,
          property.origin(),
          "is no key of Sluice"
              + NearestName.of(name, keys.keySet())
                  .map(nearest -> "; did you mean " + nearest + "?")
                  .orElse(""));
    }
    if (name.equals("bootstrap.servers")) {
      checkBrokers(property);
    }
  }

  /** As Kafka's clients would, but before anything else of the process has started. */
  private static void checkBrokers(Property brokers) {
    if (brokers.value().isBlank()) {
      throw new ConfigurationException(
          brokers.name(),
          brokers.origin(),
          "is empty; write host:port, for example localhost:9092");
    }
    for (String each : brokers.value().split(",", -1)) {
      if (!each.isBlank() && !each.strip().matches(".*[^:]:\\d{1,5}")) {
        throw new ConfigurationException(
            brokers.name(),
            brokers.origin(),
            "'" + each.strip() + "' is no host:port; write for example localhost:9092");
      }
    }
  }

  private static Object value(ConfigKey<?> key, @Nullable Property property) {
    if (property == null) {
      return key.defaultValue();
    }
    try {
      return key.type().parse(property.value());
    } catch (IllegalArgumentException e) {
      String shown = isSecret(key.name()) ? "" : " = \"" + property.value() + "\"";
      throw new ConfigurationException(
          key.name() + shown, property.origin(), String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * The value of a key, or its default.
   *
   * @throws IllegalArgumentException if the key is not of the table that was read
   */
  @SuppressWarnings("unchecked") // the key's own type parsed the value
  public <T> T get(ConfigKey<T> key) {
    Object value = values.get(key);
    if (value == null) {
      throw new IllegalArgumentException(key.name() + " is not in the table that was read");
    }
    return (T) value;
  }

  /** Whether somebody wrote the key, rather than leaving it at its default. */
  public boolean isSet(ConfigKey<?> key) {
    return written.containsKey(key.name());
  }

  /** Everything that is not Sluice's: the properties of the Kafka clients. */
  public Map<String, Object> kafka() {
    Map<String, Object> properties = new TreeMap<>();
    written.forEach((name, property) -> {
      if (!name.startsWith(ConfigKey.PREFIX)) {
        properties.put(name, property.value());
      }
    });
    return properties;
  }

  /** What was written and where, by name, each as it holds; secrets masked. */
  public List<Property> written() {
    return written.values().stream().map(Settings::masked).toList();
  }

  /** What was written and where, secrets masked: for the log of a starting process. */
  @Override
  public String toString() {
    StringBuilder lines = new StringBuilder();
    written()
        .forEach(property ->
            lines
                .append(property.name())
                .append('=')
                .append(property.value())
                .append(" (")
                .append(property.origin())
                .append(")\n"));
    return lines.toString();
  }

  private static Property masked(Property property) {
    String shown =
        isSecret(property.name()) ? "***" : IN_URL.matcher(property.value()).replaceAll("$1***");
    return new Property(property.name(), shown, property.origin(), property.source());
  }

  /** Whether a property of this name, or this very value, is nobody else's business. */
  public static boolean holdsSecret(String name, String value) {
    return isSecret(name) || IN_URL.matcher(value).find();
  }

  private static boolean isSecret(String name) {
    return SECRET.matcher(name).find();
  }
}
