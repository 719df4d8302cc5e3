package dev.sluice.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The exit codes that each command can end with, for its help. */
final class CommandExits {

  private static final Set<String> WAIT_FOR_A_BATCH = Set.of("run", "watch", "retry");

  private CommandExits() {}

  /** Adds them to the help of a command and of those below it. */
  static void tell(CommandLine command) {
    CommandSpec spec = command.getCommandSpec();
    if (spec.parent() != null) {
      spec.usageMessage().exitCodeListHeading("%nExit codes:%n").exitCodeList(of(spec));
    }
    command.getSubcommands().values().forEach(CommandExits::tell);
  }

  /** The codes, with what each means there. */
  static Map<String, String> of(CommandSpec spec) {
    Map<String, String> codes = new LinkedHashMap<>();
    boolean broker = spec.findOption("--bootstrap-server") != null;
    boolean file = takes(spec, "FILE") && !takes(spec, "BATCH");
    boolean batch = takes(spec, "BATCH");
    boolean waits = WAIT_FOR_A_BATCH.contains(spec.name());
    put(codes, ExitCode.OK, "ok", true);
    put(codes, ExitCode.FAILED, "failed", true);
    put(codes, ExitCode.USAGE, "wrong command line or configuration", true);
    put(codes, ExitCode.NOT_FOUND, "no such file, batch or task", file || batch);
    put(codes, ExitCode.NOT_ALLOWED, "not allowed, or refused", broker || file);
    put(codes, ExitCode.TASKS_FAILED, "the batch ended with failed tasks", waits);
    put(codes, ExitCode.TIMED_OUT, "timed out waiting", waits);
    put(codes, ExitCode.REJECTED, "the batch was rejected by validation", file || waits);
    put(codes, ExitCode.UNREACHABLE, "broker or scheduler unreachable, or no topics", broker);
    put(codes, ExitCode.CANCELLED, "the batch was cancelled", waits);
    put(codes, ExitCode.INTERRUPTED, "interrupted", true);
    return codes;
  }

  private static void put(Map<String, String> codes, ExitCode code, String meaning, boolean can) {
    if (can) {
      codes.put(String.valueOf(code.code()), meaning);
    }
  }

  private static boolean takes(CommandSpec spec, String argument) {
    return spec.positionalParameters().stream()
        .anyMatch(each -> each.paramLabel().contains(argument));
  }
}
