package dev.sluice.core.task;

/**
 * The five priorities, most urgent first. A task's priority is the topic that it was published to.
 */
public enum Priority {
  CRITICAL,
  HIGH,
  NORMAL,
  LOW,
  BACKGROUND
}
