package dev.sluice.cli;

import dev.sluice.client.Batch;
import org.jspecify.annotations.Nullable;

/** A batch until it is submitted. After that nothing of it is held here: it may be a large one. */
final class BatchToRun {

  private final String id;
  private final String name;
  private final int tasks;
  private @Nullable Batch batch;

  BatchToRun(Batch batch) {
    this.id = batch.id();
    this.name = batch.name();
    this.tasks = batch.tasks().size();
    this.batch = batch;
  }

  String id() {
    return id;
  }

  String name() {
    return name;
  }

  int tasks() {
    return tasks;
  }

  /** Looks at the batch, which stays here. */
  Batch look() {
    if (batch == null) {
      throw new IllegalStateException("batch " + id + " was submitted already");
    }
    return batch;
  }

  /** Takes the batch away, to be submitted. */
  Batch take() {
    Batch taken = look();
    batch = null;
    return taken;
  }
}
