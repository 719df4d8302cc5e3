package dev.sluice.cli.connection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where a user keeps configuration, as the XDG base directory specification says. */
final class UserFiles {

  private static final String FILE = "config.properties";

  private UserFiles() {}

  /** The file of profiles: the one that {@code SLUICE_CONFIG} names, else the usual one if any. */
  static Optional<Path> profiles(Map<String, String> env) {
    String named = env.getOrDefault("SLUICE_CONFIG", "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    return folder(env).map(folder -> folder.resolve("sluice").resolve(FILE)).filter(Files::exists);
  }

  private static Optional<Path> folder(Map<String, String> env) {
    String xdg = env.getOrDefault("XDG_CONFIG_HOME", "");
    if (xdg.startsWith("/")) { // the specification has relative ones ignored
      return Optional.of(Path.of(xdg));
    }
    String home = env.getOrDefault("HOME", "");
    return home.isEmpty() ? Optional.empty() : Optional.of(Path.of(home, ".config"));
  }
}
