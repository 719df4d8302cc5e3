package dev.sluice.core.summary;

/**
 * Errors that read alike.
 *
 * @param message of the example
 * @param exampleTaskId the first task with such an error in the order of ids
 */
public record ErrorGroup(
    String fingerprint, long count, String type, String message, String exampleTaskId) {

  /** The fingerprint of all errors that found no group of their own. */
  public static final String OTHER = "other";

  static ErrorGroup of(ErrorSample sample) {
    return new ErrorGroup(
        sample.fingerprint(), 1, sample.type(), sample.message(), sample.taskId());
  }

  ErrorGroup withCount(long other) {
    return new ErrorGroup(fingerprint, other, type, message, exampleTaskId);
  }

  /** Both groups as one, with the example that comes first. */
  ErrorGroup plus(ErrorGroup other) {
    ErrorGroup first = exampleTaskId.compareTo(other.exampleTaskId) <= 0 ? this : other;
    return first.withCount(count + other.count);
  }

  void write(RowOutput out) {
    out.text(fingerprint);
    out.number(count);
    out.text(type);
    out.text(message);
    out.text(exampleTaskId);
  }

  static ErrorGroup read(RowInput in) {
    return new ErrorGroup(in.text(), in.number(), in.text(), in.text(), in.text());
  }
}
