package dev.sluice.schemas.serde;

import static org.apache.avro.SchemaCompatibility.SchemaCompatibilityType.COMPATIBLE;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;

/**
 * Judges whether each of two versions of a schema reads what the other one writes and means the
 * same by it. Avro's own check passes changes of meaning that keep the bytes, such as milliseconds
 * that become microseconds; those are looked for here.
 */
final class SchemaEvolution {

  private final List<String> problems = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();

  private SchemaEvolution() {}

  /** What is wrong with going from one version to another, either way; empty: nothing. */
  static List<String> problems(Schema old, Schema current) {
    var evolution = new SchemaEvolution();
    evolution.reads("the new version can't read the old one: ", current, old);
    evolution.reads("the old version can't read the new one: ", old, current);
    evolution.meaning(old.getName(), old, current);
    return evolution.problems;
  }

  private void reads(String problem, Schema reader, Schema writer) {
    var result = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (result.getType() != COMPATIBLE) {
      problems.add(problem + result.getResult().getIncompatibilities());
    }
  }

  private void meaning(String path, Schema old, Schema current) {
    if (!Objects.equals(name(old.getLogicalType()), name(current.getLogicalType()))) {
      problems.add(path + ": another logical type");
    }
    if (old.getType() != current.getType()) {
      problems.add(path + ": " + old.getType() + " became " + current.getType());
      return;
    }
    switch (old.getType()) {
      case RECORD -> record(path, old, current);
      case ENUM -> enumeration(path, old, current);
      case ARRAY -> meaning(path + "[]", old.getElementType(), current.getElementType());
      case MAP -> meaning(path + "{}", old.getValueType(), current.getValueType());
      case UNION -> union(path, old, current);
      default -> {}
    }
  }

  private void record(String path, Schema old, Schema current) {
    sameName(path, old, current);
    if (!seen.add(old.getFullName())) {
      return;
    }
    for (Schema.Field was : old.getFields()) {
      String field = path + "." + was.name();
      Schema.Field is = current.getField(was.name());
      if (is == null) {
        problems.add(field + ": is gone");
      } else {
        if (was.hasDefaultValue() != is.hasDefaultValue()) {
          problems.add(field + ": its default was " + (is.hasDefaultValue() ? "added" : "removed"));
        } else if (was.hasDefaultValue()
            && !Objects.deepEquals(was.defaultVal(), is.defaultVal())) {
          problems.add(field + ": another default");
        }
        if (was.schema().getType() == Schema.Type.LONG && !unit(was).equals(unit(is))) {
          problems.add(field + ": another unit");
        }
        meaning(field, was.schema(), is.schema());
      }
    }
    for (Schema.Field is : current.getFields()) {
      if (old.getField(is.name()) == null && !is.hasDefaultValue()) {
        problems.add(path + "." + is.name() + ": is new and has no default");
      }
    }
  }

  private void enumeration(String path, Schema old, Schema current) {
    sameName(path, old, current);
    if (current.getEnumDefault() == null) {
      problems.add(path + ": an enum without a default");
    } else if (!current.getEnumDefault().equals(old.getEnumDefault())) {
      problems.add(path + ": another default of the enum");
    }
    if (!current.getEnumSymbols().containsAll(old.getEnumSymbols())) {
      problems.add(path + ": a symbol is gone");
    }
  }

  private void union(String path, Schema old, Schema current) {
    if (old.getTypes().size() != current.getTypes().size()) {
      problems.add(path + ": another number of branches");
      return;
    }
    for (int i = 0; i < old.getTypes().size(); i++) {
      meaning(path, old.getTypes().get(i), current.getTypes().get(i));
    }
  }

  private void sameName(String path, Schema old, Schema current) {
    if (!old.getFullName().equals(current.getFullName())) {
      problems.add(path + ": " + old.getFullName() + " became " + current.getFullName());
    }
  }

  /** The unit is said in words: "microseconds since the epoch". */
  private static String unit(Schema.Field field) {
    String doc = field.doc() == null ? "" : field.doc();
    return List.of("microseconds", "milliseconds", "seconds").stream()
        .filter(doc::contains)
        .findFirst()
        .orElse("");
  }

  private static String name(LogicalType type) {
    return type == null ? "" : type.getName();
  }
}
