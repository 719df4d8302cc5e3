package dev.sluice.cli.file;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingEndEvent;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceEndEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.events.StreamEndEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Reads one YAML document into nodes that know their place. Works on the parser's events, because
 * only these still tell a plain {@code no} or {@code 1e3} from a quoted one; no YAML type is ever
 * constructed. Anchors and aliases work, tags and merge keys are refused.
 */
final class YamlTree {

  /** All nodes that aliases stand for, counted as if they were written out. */
  private static final long MAX_ALIASED_NODES = 100_000;

  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");

  /** A value and the number of nodes in it. */
  private record Sized(Node node, long nodes) {}

  private final Problems problems;
  private final Parser events;
  private final Map<String, @Nullable Sized> anchors = new HashMap<>();
  private final @Nullable NodeTaker tasks;
  private long aliasedNodes;

  private YamlTree(Problems problems, String text, @Nullable NodeTaker tasks) {
    this.tasks = tasks;
    var options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    this.problems = problems;
    this.events = new ParserImpl(new StreamReader(text), options);
  }

  /** The one document in this text. */
  static Node read(Problems problems, String text) throws FileRejectedException {
    return read(problems, text, null);
  }

  /**
   * Like the other one, and also without the tasks in it.
   *
   * @param tasks gets the items of the list {@code tasks} of the outermost mapping, of which the
   *     tree then keeps the first alone; null: they stay in the tree
   */
  static Node read(Problems problems, String text, @Nullable NodeTaker tasks)
      throws FileRejectedException {
    try {
      return new YamlTree(problems, text, tasks).document();
    } catch (MarkedYAMLException e) {
      throw problems.fatal(at(e.getProblemMark()), what(e), remedy(e));
    } catch (ReaderException e) {
      throw problems.fatal(
          placeOf(text, e.getPosition()),
          String.format("the character U+%04X is not allowed in YAML", e.getCodePoint()),
          "write it as an escape in double quotes or remove it");
    } catch (YAMLException e) {
      throw problems.fatal(At.START, oneLine(e.getMessage()), "check the YAML syntax");
    }
  }

  private Node document() throws FileRejectedException {
    events.getEvent(); // the start of the stream
    if (events.checkEvent(Event.ID.StreamEnd)) {
      throw problems.fatal(
          At.START, "there are only comments in the file", "write at least one task into it");
    }
    var start = (DocumentStartEvent) events.getEvent();
    if (start.getTags() != null && !start.getTags().isEmpty()) {
      throw problems.fatal(at(start.getStartMark()), "a %TAG directive", "remove it");
    }
    Node root = value(events.getEvent(), 0).node();
    events.getEvent(); // the end of the document
    Event next = events.getEvent();
    if (!(next instanceof StreamEndEvent)) {
      throw problems.fatal(
          at(next.getStartMark()),
          "a second document starts here",
          "put each batch into a file of its own");
    }
    return root;
  }

  private Sized value(Event event, int depth) throws FileRejectedException {
    At at = at(event.getStartMark());
    if (depth > JsonTree.MAX_DEPTH) {
      throw problems.fatal(at, "nested deeper than " + JsonTree.MAX_DEPTH, "make it flatter");
    }
    if (event instanceof AliasEvent alias) {
      return aliased(alias, at);
    }
    String anchor = ((NodeEvent) event).getAnchor();
    if (anchor != null) {
      anchors.put(anchor, null);
    }
    Sized value =
        switch (event) {
          case ScalarEvent scalar -> new Sized(scalar(scalar, at), 1);
          case SequenceStartEvent start -> sequence(start, at, depth, null);
          case MappingStartEvent start -> mapping(start, at, depth);
          default -> throw problems.fatal(at, "unexpected " + event, "check the YAML syntax here");
        };
    if (anchor != null) {
      anchors.put(anchor, value);
    }
    return value;
  }

  private Sized aliased(AliasEvent alias, At at) throws FileRejectedException {
    Sized target = anchors.get(alias.getAnchor());
    if (target == null) {
      String what = anchors.containsKey(alias.getAnchor()) ? "contains itself" : "has no anchor";
      throw problems.fatal(
          at, "alias *" + alias.getAnchor() + " " + what, "write the value out instead");
    }
    aliasedNodes += target.nodes();
    if (aliasedNodes > MAX_ALIASED_NODES) {
      throw problems.fatal(
          at,
          "the aliases stand for more than " + MAX_ALIASED_NODES + " values",
          "write the values out");
    }
    return target;
  }

  private Node scalar(ScalarEvent event, At at) throws FileRejectedException {
    refuseTag(event.getTag(), at);
    String text = event.getValue();
    boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
    return new Node.Scalar(at, text, plain ? readingOf(text) : Node.Reading.TEXT);
  }

  /** YAML 1.2's reading as far as JSON can say it; anything else is text. */
  private static Node.Reading readingOf(String text) {
    if (text.isEmpty() || text.equals("~") || text.equals("null")) {
      return Node.Reading.NULL;
    }
    if (text.equals("true") || text.equals("false")) {
      return Node.Reading.BOOLEAN;
    }
    return NUMBER.matcher(text).matches() ? Node.Reading.NUMBER : Node.Reading.TEXT;
  }

  private Sized sequence(SequenceStartEvent start, At at, int depth, @Nullable NodeTaker taker)
      throws FileRejectedException {
    refuseTag(start.getTag(), at);
    List<Node> items = new ArrayList<>();
    long nodes = 1;
    for (Event event = events.getEvent();
        !(event instanceof SequenceEndEvent);
        event = events.getEvent()) {
      Sized item = value(event, depth + 1);
      nodes += item.nodes();
      if (taker != null) {
        taker.take(item.node());
      }
      if (taker == null || items.isEmpty()) {
        items.add(item.node());
      }
    }
    return new Sized(new Node.Sequence(at, items), nodes);
  }

  private Sized mapping(MappingStartEvent start, At at, int depth) throws FileRejectedException {
    refuseTag(start.getTag(), at);
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, At> seen = new HashMap<>();
    long nodes = 1;
    for (Event event = events.getEvent();
        !(event instanceof MappingEndEvent);
        event = events.getEvent()) {
      At keyAt = at(event.getStartMark());
      String key = key(event, depth);
      Sized value =
          tasks != null && depth == 0 && key.equals(JsonTree.TASKS)
              ? tasks(events.getEvent(), tasks)
              : value(events.getEvent(), depth + 1);
      nodes += value.nodes() + 1;
      At earlier = seen.putIfAbsent(key, keyAt);
      if (earlier == null) {
        entries.add(new Node.Entry(keyAt, key, value.node()));
      } else {
        problems.add(
            keyAt, "key '" + key + "' stands twice (first at " + earlier + ")", JsonTree.REMOVE);
      }
    }
    return new Sized(new Node.Mapping(at, entries), nodes);
  }

  private Sized tasks(Event event, NodeTaker taker) throws FileRejectedException {
    if (event instanceof SequenceStartEvent start && start.getAnchor() == null) {
      return sequence(start, at(start.getStartMark()), 1, taker);
    }
    Sized value = value(event, 1);
    if (value.node() instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        taker.take(item);
      }
    }
    return value;
  }

  private String key(Event event, int depth) throws FileRejectedException {
    Node key = value(event, depth + 1).node();
    if (!(key instanceof Node.Scalar scalar)) {
      throw problems.fatal(key.at(), "a key is " + key.kind(), "use a word as the key");
    }
    if (scalar.text().equals("<<")) {
      throw problems.fatal(
          key.at(), "merge keys (<<) are not supported", "write the keys out or use 'defaults'");
    }
    return scalar.text();
  }

  private void refuseTag(@Nullable String tag, At at) throws FileRejectedException {
    if (tag != null) {
      String shown = tag.replace("tag:yaml.org,2002:", "!!");
      throw problems.fatal(at, "the YAML tag " + shown + " is not accepted", "remove it");
    }
  }

  private static At at(@Nullable Mark mark) {
    return mark == null ? At.START : new At(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static At placeOf(String text, int codePoint) {
    int end =
        text.offsetByCodePoints(0, Math.min(codePoint, text.codePointCount(0, text.length())));
    String before = text.substring(0, end);
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return new At(line, end - (before.lastIndexOf('\n') + 1) + 1);
  }

  private static String what(MarkedYAMLException e) {
    if (String.valueOf(e.getProblem()).contains("(TAB)")) {
      return "a tab is used for indentation";
    }
    String context = e.getContext() == null ? "" : e.getContext() + ": ";
    return oneLine("bad YAML: " + context + e.getProblem());
  }

  private static String remedy(MarkedYAMLException e) {
    return String.valueOf(e.getProblem()).contains("(TAB)")
        ? "indent with spaces"
        : "check the indentation and quotes here";
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }
}
