package dev.sluice.cli;

import dev.sluice.http.security.Role;
import dev.sluice.http.security.Token;
import dev.sluice.http.security.TokenFile;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code sluice token}: a token for the HTTP API. */
@Command(
    name = "token",
    description = {
      "Makes a token for the HTTP API and prints it, this once.",
      "Its hash goes into a token file, which schedulers are given with "
          + "sluice.http.token-file and read again when it changes."
    },
    footerHeading = "%nExample:%n",
    footer = "  sluice token --role operator --name ci --file tokens.txt")
final class TokenCommand implements Callable<ExitCode> {

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      required = true,
      description =
          "reader looks; operator also submits, starts, stops, cancels and retries;"
              + " admin also clears batches and replays and drops dead letters.")
  String role = "";

  @Option(
      names = "--name",
      paramLabel = "NAME",
      required = true,
      description = "Who has it: 1 to 100 of A-Z a-z 0-9 . _ @ -")
  String name = "";

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "The token file that the hash is added to. Default: its line is shown.")
  @Nullable Path file;

  private final Console console;

  TokenCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() throws IOException {
    Role chosen =
        Role.of(role)
            .orElseThrow(() ->
                new CommandException(
                    ExitCode.USAGE, "--role is '" + role + "'; give reader, operator or admin"));
    String secret = Token.secret(new SecureRandom());
    try {
      Token token = Token.of(chosen, name, secret);
      if (file == null) {
        console.say("add this line to the file that sluice.http.token-file names: " + token.line());
      } else {
        TokenFile.add(file, token);
        console.say("its hash is in " + file + "; the token itself is nowhere but here");
      }
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()));
    }
    console.out().println(secret);
    return ExitCode.OK;
  }
}
