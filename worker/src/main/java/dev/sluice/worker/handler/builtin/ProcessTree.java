package dev.sluice.worker.handler.builtin;

import java.util.List;
import java.util.stream.Stream;

/** A program and all that it started. */
final class ProcessTree {

  private final Process root;

  ProcessTree(Process root) {
    this.root = root;
  }

  /**
   * Kills all of it, children first seen before their parents are gone: an orphan would no longer be
   * known as a descendant.
   */
  void kill() {
    List<ProcessHandle> all = Stream.concat(root.descendants(), Stream.of(root.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    // what was started while we were looking
    root.descendants().forEach(ProcessHandle::destroyForcibly);
  }
}
