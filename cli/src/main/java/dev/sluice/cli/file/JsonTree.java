package dev.sluice.cli.file;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads JSON into nodes that know their place. */
final class JsonTree {

  static final int MAX_DEPTH = 100;
  static final String TASKS = "tasks";
  private static final String CHECK = "check the JSON syntax here";
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(4_000_000)
                  .build())
          .build();

  private final Problems problems;
  private final int firstLine;
  private final @Nullable NodeTaker tasks;
  private int depth;

  /**
   * @param firstLine the line of the file at which the text that will be read starts
   */
  JsonTree(Problems problems, int firstLine) {
    this(problems, firstLine, null);
  }

  /**
   * @param tasks gets the items of the list {@code tasks} of the outermost object, of which the
   *     tree then keeps the first alone; null: they stay in the tree
   */
  JsonTree(Problems problems, int firstLine, @Nullable NodeTaker tasks) {
    this.problems = problems;
    this.firstLine = firstLine;
    this.tasks = tasks;
  }

  /** The one value in this text. */
  Node read(String text) throws FileRejectedException {
    try (JsonParser parser = JSON.createParser(text)) {
      try {
        parser.nextToken();
        Node root = node(parser);
        if (parser.nextToken() != null) {
          throw problems.fatal(
              place(parser), "text after the end of the JSON value", "remove it or one of the two");
        }
        return root;
      } catch (StreamConstraintsException e) {
        throw problems.fatal(place(parser), oneLine(e), "make it smaller or less nested");
      } catch (JsonProcessingException e) {
        JsonLocation location = e.getLocation();
        At at = location == null ? place(parser) : place(location);
        throw problems.fatal(at, oneLine(e), CHECK);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Node node(JsonParser parser) throws IOException, FileRejectedException {
    At at = place(parser);
    JsonToken token = parser.currentToken();
    return switch (token) {
      case START_OBJECT -> mapping(parser, at);
      case START_ARRAY -> sequence(parser, at, null);
      case VALUE_STRING -> new Node.Scalar(at, parser.getText(), Node.Reading.TEXT);
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
          new Node.Scalar(at, parser.getText(), Node.Reading.NUMBER);
      case VALUE_TRUE, VALUE_FALSE -> new Node.Scalar(at, parser.getText(), Node.Reading.BOOLEAN);
      case VALUE_NULL -> new Node.Scalar(at, "null", Node.Reading.NULL);
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw problems.fatal(at, "unexpected " + token, CHECK);
    };
  }

  private Node mapping(JsonParser parser, At at) throws IOException, FileRejectedException {
    List<Node.Entry> entries = new ArrayList<>();
    Map<String, At> seen = new HashMap<>();
    depth++;
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      At keyAt = place(parser);
      String key = parser.currentName();
      boolean list = parser.nextToken() == JsonToken.START_ARRAY;
      Node value =
          list && depth == 1 && key.equals(TASKS)
              ? sequence(parser, place(parser), tasks)
              : node(parser);
      At earlier = seen.putIfAbsent(key, keyAt);
      if (earlier == null) {
        entries.add(new Node.Entry(keyAt, key, value));
      } else {
        problems.add(keyAt, "key '" + key + "' stands twice (first at " + earlier + ")", REMOVE);
      }
    }
    depth--;
    return new Node.Mapping(at, entries);
  }

  static final String REMOVE = "remove one of the two";

  private Node sequence(JsonParser parser, At at, @Nullable NodeTaker taker)
      throws IOException, FileRejectedException {
    List<Node> items = new ArrayList<>();
    depth++;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Node item = node(parser);
      if (taker != null) {
        taker.take(item);
      }
      if (taker == null || items.isEmpty()) {
        items.add(item);
      }
    }
    depth--;
    return new Node.Sequence(at, items);
  }

  private At place(JsonParser parser) {
    return place(parser.currentTokenLocation());
  }

  private At place(JsonLocation location) {
    return new At(
        Math.max(1, location.getLineNr()) + firstLine - 1, Math.max(1, location.getColumnNr()));
  }

  private static String oneLine(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    return message
        .replaceFirst(" \\((start marker at|for \\w+ starting at) .*", "")
        .replaceFirst(": was expecting \\(JSON .*", ", expected a JSON value")
        .replaceFirst(", from `StreamReadConstraints[^`]*`", "")
        .replaceAll(" \\(code \\d+[^)]*\\)", "")
        .replaceAll("\\s+", " ");
  }
}
