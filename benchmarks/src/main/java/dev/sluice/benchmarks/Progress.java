package dev.sluice.benchmarks;

/** Tells people what goes on, in one line each. */
public interface Progress {

  void say(String line);
}
