package dev.sluice.cli.file;

/** Takes values one after the other, so that a long list need not be held as a whole. */
@FunctionalInterface
interface NodeTaker {

  void take(Node node) throws FileRejectedException;
}
