package dev.sluice.core.task;

/** When a task runs, seen from its needs, all of which have ended. */
public enum RunIf {
  /** every need succeeded; the default */
  SUCCESS,
  /** at least one need did not succeed */
  FAILURE,
  /** however the needs ended */
  ALWAYS
}
