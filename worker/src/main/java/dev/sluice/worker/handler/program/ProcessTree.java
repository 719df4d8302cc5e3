package dev.sluice.worker.handler.program;

import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A program and all that it started. */
public final class ProcessTree {

  private static final int MOST_ROUNDS = 10;

  private final Process root;
  private final String mark;
  private final @Nullable Process relay;
  private final ProgramOutput output;
  private final ProgramOutput errors;

  /**
   * @param relay hands the program what it reads; null where nobody does
   */
  ProcessTree(Process root, String mark, @Nullable Process relay) {
    this.root = root;
    this.mark = mark;
    this.relay = relay;
    this.output = new ProgramOutput(root, root.getInputStream());
    this.errors = new ProgramOutput(root, root.getErrorStream());
  }

  /** The program itself. */
  public Process root() {
    return root;
  }

  /** What the program reads. */
  public OutputStream input() {
    return (relay == null ? root : relay).getOutputStream();
  }

  /** What the program itself writes to its standard output. */
  public ProgramOutput output() {
    return output;
  }

  /** What the program itself writes to its standard error. */
  public ProgramOutput errors() {
    return errors;
  }

  /** Hands on nothing more, so that who writes to {@link #input()} through a relay goes on. */
  public void hangUp() {
    if (relay != null) {
      relay.destroyForcibly();
    }
  }

  /**
   * Kills all of it, with a signal that can't be ignored. Descendants are looked up first, because
   * an orphan is no longer known as one, and the root dies first, because it may start more. Then
   * those go that carry the mark and have lost their parents, until there are none.
   */
  public void kill() {
    List<ProcessHandle> descendants = root.descendants().toList();
    root.destroyForcibly();
    hangUp();
    descendants.forEach(ProcessHandle::destroyForcibly);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      List<ProcessHandle> left = Marks.carriers(mark);
      if (left.isEmpty()) {
        return;
      }
      left.forEach(ProcessHandle::destroyForcibly);
    }
  }
}
