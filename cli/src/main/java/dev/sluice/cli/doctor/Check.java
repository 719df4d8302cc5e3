package dev.sluice.cli.doctor;

import java.util.List;

/** One thing to look at. */
interface Check {

  /** A word or two, the same in every finding of it. */
  String name();

  /** What else must be well for this to make sense. */
  enum Needs {
    NOTHING,
    BROKER,
    TOPICS
  }

  default Needs needs() {
    return Needs.TOPICS;
  }

  /**
   * Looks. Whatever it throws is a finding too.
   *
   * @return at least one finding
   */
  List<Finding> look(Site site) throws Exception;
}
