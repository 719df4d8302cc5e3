package dev.sluice.client.actions;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the actions may do here.
 *
 * @param readOnly whether only {@code status}, {@code results} and {@code export} (inline) are
 *     performed
 * @param exports where exports may be written; null: nowhere, they are given inline
 * @param inlineBytes the largest export that is given inline, 1 KiB to 16 MiB
 * @param table writes exports as CSV; null: there are none
 */
public record ActionSettings(
    boolean readOnly,
    @Nullable ExportFolder exports,
    int inlineBytes,
    @Nullable TableWriter table) {

  private static final int KIB = 1024;

  /** All actions, exports inline up to 256 KiB. */
  public static final ActionSettings DEFAULT = new ActionSettings(false, null, 256 * KIB, null);

  public ActionSettings {
    if (inlineBytes < KIB || inlineBytes > 16 * KIB * KIB) {
      throw new IllegalArgumentException(
          "inlineBytes must be 1024 to 16777216, was " + inlineBytes);
    }
  }

  /** Like these, and also without whatever changes something. */
  public ActionSettings withReadOnly(boolean only) {
    return new ActionSettings(only, exports, inlineBytes, table);
  }

  /** Like these, and also with a folder for exports. */
  public ActionSettings withExports(ExportFolder folder) {
    return new ActionSettings(
        readOnly, Objects.requireNonNull(folder, "folder"), inlineBytes, table);
  }

  /** Like these, and also with another largest inline export. */
  public ActionSettings withInlineBytes(int bytes) {
    return new ActionSettings(readOnly, exports, bytes, table);
  }

  /** Like these, and also with exports as CSV. */
  public ActionSettings withTable(TableWriter writer) {
    return new ActionSettings(
        readOnly, exports, inlineBytes, Objects.requireNonNull(writer, "writer"));
  }

  /** Whether this action is performed at all. */
  public boolean allows(ActionName action) {
    return !readOnly || action.hints().readOnly();
  }

  /** Whether exports may become files. */
  boolean writesFiles() {
    return exports != null && !readOnly;
  }

  /** What an action does to the world here: an export that may write a file changes something. */
  public ActionHints hints(ActionName action) {
    return action == ActionName.EXPORT && writesFiles()
        ? ActionHints.CHANGES.inTheOpenWorld()
        : action.hints();
  }
}
