package dev.sluice.worker;

import static dev.sluice.schemas.config.ConfigType.duration;
import static dev.sluice.schemas.config.ConfigType.integer;
import static dev.sluice.schemas.config.ConfigType.list;
import static dev.sluice.schemas.config.ConfigType.optional;
import static dev.sluice.schemas.config.ConfigType.path;
import static dev.sluice.schemas.config.ConfigType.string;

import dev.sluice.schemas.config.ConfigKey;
import dev.sluice.worker.handler.http.HttpAllowance;
import dev.sluice.worker.handler.stdio.StdioProgram;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The configuration keys of handlers that are off unless they are set. */
public final class HandlerKeys {

  public static final ConfigKey<List<String>> EXEC_ALLOW =
      new ConfigKey<>(
          "sluice.worker.exec.allow",
          list(string()),
          List.of(),
          "",
          "Programs that exec tasks may run, exactly as tasks name them; * allows all. Without it the"
              + " worker serves no exec tasks. Whoever may submit tasks runs these programs as the"
              + " worker's user.");

  public static final ConfigKey<List<String>> EXEC_ENV =
      new ConfigKey<>(
          "sluice.worker.exec.env",
          list(string()),
          List.of(),
          "",
          "Names of the variables that exec tasks may set with env; * allows all. Without it a task that"
              + " sets any fails. A variable may make an allowed program run another one (LD_PRELOAD,"
              + " BASH_ENV, GIT_SSH and many more): name only what is data.");

  public static final ConfigKey<List<String>> HTTP_ALLOW =
      new ConfigKey<>(
          "sluice.worker.http.allow",
          list(string().as(HttpAllowance::checkedHost, text -> text)),
          List.of(),
          "",
          "Hosts that http tasks may go to: api.example.com (ports 80 and 443), api.example.com:8443,"
              + " *.example.com for the names below it, * for all, :* for any port. Without it the"
              + " worker serves no http tasks. Private addresses stay refused, see"
              + " sluice.worker.http.allow-private.");

  public static final ConfigKey<List<String>> HTTP_ALLOW_PRIVATE =
      new ConfigKey<>(
          "sluice.worker.http.allow-private",
          list(string().as(HttpAllowance::checkedPrivate, text -> text)),
          List.of(),
          "",
          "Of the hosts in sluice.worker.http.allow, those that may be at a private, loopback or"
              + " link-local address: an address (127.0.0.1), an address with its port"
              + " (127.0.0.1:8000) or a name with its port (intranet.local:8080); * turns the check"
              + " off. Without it tasks reach the public internet only.");

  public static final ConfigKey<List<StdioProgram>> STDIO =
      new ConfigKey<>(
          "sluice.worker.stdio",
          optional(string())
              .as(
                  text -> StdioProgram.list(text.orElse("")),
                  programs ->
                      Optional.of(
                              programs.stream()
                                  .map(StdioProgram::toString)
                                  .collect(Collectors.joining("; ")))
                          .filter(text -> !text.isEmpty())),
          List.of(),
          "",
          "Programs that serve task types over their standard input and output, as type=command, with"
              + " ; between them: resize=python3 /opt/resize.py. Words with spaces stand in quotes; no"
              + " shell reads them.");

  public static final ConfigKey<Integer> STDIO_PROCESSES =
      new ConfigKey<>(
          "sluice.worker.stdio.processes",
          integer(1, 1_000),
          4,
          "processes",
          "Most processes of each type in sluice.worker.stdio; each has one task at a time. Started"
              + " when there are tasks for them.");

  public static final ConfigKey<List<String>> STDIO_ENV =
      new ConfigKey<>(
          "sluice.worker.stdio.env",
          list(string()),
          List.of(),
          "",
          "Variables for these programs: NAME=value, or NAME for the worker's own value. Without it"
              + " they see PATH, HOME and LANG only.");

  public static final ConfigKey<Optional<Path>> STDIO_DIR =
      new ConfigKey<>(
          "sluice.worker.stdio.dir",
          optional(path()),
          Optional.empty(),
          "",
          "Working directory of these programs. Without it: the worker's.");

  public static final ConfigKey<Duration> UNSERVED =
      new ConfigKey<>(
          "sluice.worker.unserved",
          duration(Duration.ZERO, Duration.ofDays(7)),
          Duration.ofMinutes(1),
          "",
          "How long a task of a type without a handler in this worker is left to the other workers of"
              + " the pool, counted from when it could have run first. After that the worker that"
              + " gets it fails it with NO_HANDLER. 0 fails it at once.");

  private HandlerKeys() {}

  /** All of them, in the order of the reference page. */
  static List<ConfigKey<?>> all() {
    return List.of(
        EXEC_ALLOW,
        EXEC_ENV,
        HTTP_ALLOW,
        HTTP_ALLOW_PRIVATE,
        STDIO,
        STDIO_PROCESSES,
        STDIO_ENV,
        STDIO_DIR,
        UNSERVED);
  }
}
