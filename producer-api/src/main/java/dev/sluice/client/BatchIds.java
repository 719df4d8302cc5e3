package dev.sluice.client;

/** Where the ids of batches come from that were not given one. */
@FunctionalInterface
public interface BatchIds {

  /**
   * An id that no other batch has.
   *
   * @param name the name of the batch
   * @return {@code [A-Za-z0-9._:-]{1,200}}
   */
  String next(String name);
}
