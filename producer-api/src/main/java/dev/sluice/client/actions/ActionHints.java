package dev.sluice.client.actions;

/**
 * What an action does to the world, for clients that ask a person before they call it.
 *
 * @param readOnly it changes nothing
 * @param destructive what it does can't be taken back; means something only where it changes things
 * @param idempotent a second call with the same arguments changes nothing more
 * @param openWorld it makes tasks run, which may reach anything, or brings back what they wrote
 */
public record ActionHints(
    boolean readOnly, boolean destructive, boolean idempotent, boolean openWorld) {

  static final ActionHints READS = new ActionHints(true, false, true, false);
  static final ActionHints CHANGES = new ActionHints(false, false, false, false);
  static final ActionHints DESTROYS = new ActionHints(false, true, true, false);

  ActionHints idempotently() {
    return new ActionHints(readOnly, destructive, true, openWorld);
  }

  ActionHints inTheOpenWorld() {
    return new ActionHints(readOnly, destructive, idempotent, true);
  }

  /** What two actions are together, for one tool that does both. */
  public ActionHints and(ActionHints other) {
    return new ActionHints(
        readOnly && other.readOnly,
        destructive || other.destructive,
        idempotent && other.idempotent,
        openWorld || other.openWorld);
  }
}
