package dev.sluice.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: what makes a shell complete commands and options. */
@Command(
    name = "completion",
    description = "Prints a script that completes commands and options in bash or zsh.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sluice completion bash > ~/.local/share/bash-completion/completions/sluice",
      "  echo 'source <(sluice completion zsh)' >> ~/.zshrc"
    })
final class CompletionCommand implements Callable<ExitCode> {

  /** Whose completion it is. */
  enum Shell {
    BASH,
    ZSH;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Zsh runs the completion of bash once it was told to. */
  private static final String FOR_ZSH =
      "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n";

  @Parameters(paramLabel = "SHELL", description = "bash or zsh.")
  Shell shell = Shell.BASH;

  @Spec CommandSpec spec;

  private final Console console;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public ExitCode call() {
    CommandLine root = spec.root().commandLine();
    String script = AutoComplete.bash(root.getCommandName(), root);
    console.out().print(shell == Shell.ZSH ? FOR_ZSH + script : script);
    return ExitCode.OK;
  }
}
