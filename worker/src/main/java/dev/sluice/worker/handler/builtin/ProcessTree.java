package dev.sluice.worker.handler.builtin;

import java.util.List;

/** A program and all that it started. */
final class ProcessTree {

  private final Process root;

  ProcessTree(Process root) {
    this.root = root;
  }

  /**
   * Kills all of it. Descendants are looked up first, because an orphan is no longer known as one,
   * and the root dies first, because it may start more.
   */
  void kill() {
    List<ProcessHandle> descendants = root.descendants().toList();
    root.destroyForcibly();
    descendants.forEach(ProcessTree::kill);
  }

  private static void kill(ProcessHandle each) {
    List<ProcessHandle> startedMeanwhile = each.descendants().toList();
    each.destroyForcibly();
    startedMeanwhile.forEach(ProcessHandle::destroyForcibly);
  }
}
