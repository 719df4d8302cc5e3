package dev.sluice.worker.handler.program;

import java.util.List;

/** A program and all that it started. */
public final class ProcessTree {

  private static final int MOST_ROUNDS = 10;

  private final Process root;
  private final String mark;

  ProcessTree(Process root, String mark) {
    this.root = root;
    this.mark = mark;
  }

  /** The program itself. */
  public Process root() {
    return root;
  }

  /**
   * Kills all of it, with a signal that can't be ignored. Descendants are looked up first, because
   * an orphan is no longer known as one, and the root dies first, because it may start more. Then
   * those go that carry the mark and have lost their parents, until there are none.
   */
  public void kill() {
    List<ProcessHandle> descendants = root.descendants().toList();
    root.destroyForcibly();
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
