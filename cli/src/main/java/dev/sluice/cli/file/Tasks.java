package dev.sluice.cli.file;

/** Where the tasks of a batch come from. */
@FunctionalInterface
interface Tasks {

  /** Gives all of them, in their order. */
  void giveTo(NodeTaker taker) throws FileRejectedException;
}
