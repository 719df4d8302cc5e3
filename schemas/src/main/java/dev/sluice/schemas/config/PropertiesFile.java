package dev.sluice.schemas.config;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A properties file with the line of each value. Reads what {@link Properties} reads, in UTF-8,
 * with or without byte order mark and with any line ends; but refuses a key that is there twice,
 * which {@link Properties} would drop in silence.
 */
public final class PropertiesFile {

  private PropertiesFile() {}

  /**
   * The values of a file, in order.
   *
   * @throws ConfigurationException if a key is there twice, or a line is no property
   * @throws IOException if the file can't be read
   */
  public static List<Property> read(Path file) throws IOException {
    String name = file.getFileName().toString();
    String text;
    try {
      text = Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new ConfigurationException(
          "the file", file.toString(), "is not UTF-8 text; save it as UTF-8", e);
    }
    List<Property> found = new ArrayList<>();
    Map<String, String> seen = new HashMap<>();
    for (LogicalLine line : LogicalLine.of(text)) {
      String origin = name + ":" + line.number();
      Property property = property(line, origin);
      String before = seen.putIfAbsent(property.name(), origin);
      if (before != null) {
        throw new ConfigurationException(
            property.name(), origin, "is there already at " + before + "; remove one");
      }
      found.add(property);
    }
    return found;
  }

  private static Property property(LogicalLine line, String origin) throws IOException {
    Properties one = new Properties();
    try {
      one.load(new StringReader(line.text()));
    } catch (IllegalArgumentException e) {
      String key = line.text().split("[=:\\s]", 2)[0]; // what comes behind it may be a secret
      throw new ConfigurationException(
          key, origin, "has a malformed \\uxxxx; write the character itself", e);
    }
    String key = one.stringPropertyNames().iterator().next();
    return new Property(key, one.getProperty(key).strip(), origin, Property.Source.FILE);
  }
}
