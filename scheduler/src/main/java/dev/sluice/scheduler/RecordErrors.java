package dev.sluice.scheduler;

import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Kafka Streams does about a record that could not be processed or sent: says where, and fails
 * the thread, whose transaction is aborted, so that nothing is half done and nothing is skipped.
 * Bad records never come here; they are dead letters. Made by Kafka Streams through the class
 * names.
 */
final class RecordErrors {

  private static final Logger log = LoggerFactory.getLogger(RecordErrors.class);

  private RecordErrors() {}

  /** An exception in a processor. */
  public static final class Processing implements ProcessingExceptionHandler {

    @Override
    public Response handleError(
        ErrorHandlerContext context, Record<?, ?> record, Exception exception) {
      log.error(
          "Processing stopped in {} at {}-{} offset {}: {}",
          context.processorNodeId(),
          context.topic(),
          context.partition(),
          context.offset(),
          exception.toString());
      return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
  }

  /** An exception of the producer. */
  public static final class Production implements ProductionExceptionHandler {

    @Override
    public Response handleError(
        ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
      if (exception instanceof RetriableException) {
        return Response.retry();
      }
      String remedy =
          exception instanceof RecordTooLargeException
              ? "; its max.message.bytes is below what Sluice sends: sluice topics verify"
              : "";
      log.error("Nothing can be sent to {}: {}{}", record.topic(), exception.toString(), remedy);
      return Response.fail();
    }

    @Override
    public void configure(Map<String, ?> configs) {}
  }
}
