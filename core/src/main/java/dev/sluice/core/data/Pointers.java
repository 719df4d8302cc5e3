package dev.sluice.core.data;

import com.fasterxml.jackson.core.JsonPointer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON pointers into one document as a tree, so that all of them are followed in one pass. A node
 * is the value that a pointer leads to.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6901">RFC 6901</a>
 */
final class Pointers {

  private final Map<String, Pointers> children = new HashMap<>();
  private @Nullable String pointer;

  private Pointers() {}

  static Pointers treeOf(Collection<String> pointers) {
    Pointers root = new Pointers();
    for (String pointer : pointers) {
      Pointers node = root;
      for (JsonPointer at = JsonPointer.compile(pointer); !at.matches(); at = at.tail()) {
        node = node.children.computeIfAbsent(at.getMatchingProperty(), token -> new Pointers());
      }
      node.pointer = pointer;
    }
    return root;
  }

  /** The pointer that ends here, if one does. */
  @Nullable String pointer() {
    return pointer;
  }

  boolean goOn() {
    return !children.isEmpty();
  }

  /** The member of an object, or the element of an array, if a pointer leads there. */
  @Nullable Pointers child(String token) {
    return children.get(token);
  }

  /** What is wrong with a pointer; null: nothing. */
  static @Nullable String flaw(String pointer) {
    if (pointer.isEmpty()) {
      return null;
    }
    if (pointer.charAt(0) != '/') {
      return "a JSON pointer begins with /";
    }
    for (int at = pointer.indexOf('~'); at >= 0; at = pointer.indexOf('~', at + 1)) {
      char next = at + 1 < pointer.length() ? pointer.charAt(at + 1) : ' ';
      if (next != '0' && next != '1') {
        return "in a JSON pointer ~ is written ~0, and / in a key is written ~1";
      }
    }
    return pointer.endsWith("/-") || pointer.contains("/-/")
        ? "- is the place after the end of an array, where no output has anything"
        : null;
  }
}
