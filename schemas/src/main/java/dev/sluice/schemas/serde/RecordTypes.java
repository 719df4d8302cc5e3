package dev.sluice.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sluice.records.Answer;
import dev.sluice.records.CachedOutput;
import dev.sluice.records.Command;
import dev.sluice.records.Heartbeat;
import dev.sluice.records.Query;
import dev.sluice.records.Release;
import dev.sluice.records.Report;
import dev.sluice.records.Result;
import dev.sluice.records.Signal;
import dev.sluice.records.Submission;
import dev.sluice.records.Summary;
import dev.sluice.schemas.SluiceRecord;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;

/** The records that are values of topics. */
public final class RecordTypes {

  /** One type per stage, in the order of the flow. */
  public static final List<Class<? extends SluiceRecord>> ALL =
      List.of(
          Submission.class,
          Command.class,
          Query.class,
          Answer.class,
          Release.class,
          Report.class,
          Result.class,
          Summary.class,
          Signal.class,
          Heartbeat.class,
          CachedOutput.class);

  private static final ObjectMapper JSON = new ObjectMapper();

  private RecordTypes() {}

  /**
   * The schema for others: the one that this version writes, without what only the generated Java
   * classes need. This is what the {@code .avsc} files hold and what goes into a registry.
   */
  public static Schema published(Class<? extends SluiceRecord> type) {
    try {
      JsonNode json = JSON.readTree(schema(type).toString());
      json.findParents("avro.java.string")
          .forEach(node -> ((ObjectNode) node).remove("avro.java.string"));
      return new Schema.Parser().parse(json.toString());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Avro writes schemas as JSON", e);
    }
  }

  /** The schema that this version of the code writes. */
  public static Schema schema(Class<? extends SluiceRecord> type) {
    return SpecificData.getForClass(type).getSchema(type);
  }
}
