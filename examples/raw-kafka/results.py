#!/usr/bin/python3
"""Prints the results of a batch without any code of Sluice: Kafka records and Avro, nothing else.

    apt-get install python3-confluent-kafka python3-avro
    examples/raw-kafka/results.py BROKER BATCH_ID        e.g. 127.0.0.1:9092 from-python-1

One JSON object a task: the last result of each, those that are there now. Exits with 1 where there are none.
"""

import io
import json
import pathlib
import sys

import avro.io
import avro.schema
from confluent_kafka import OFFSET_BEGINNING, Consumer, KafkaError, KafkaException, TopicPartition

sys.dont_write_bytecode = True
from submit import SCHEMAS, fingerprint

TOPIC = "sluice.result"
HEAD = 10  # C3 01 and 8 bytes of fingerprint


class Results:
    """Reads results in Avro's single-object encoding, of this version of the schema and of all before it."""

    def __init__(self):
        files = [SCHEMAS / "Result.avsc", *SCHEMAS.glob("v*/Result.avsc")]
        self.newest = avro.schema.parse(files[0].read_text())
        schemas = [avro.schema.parse(file.read_text()) for file in files]
        self.written_with = {b"\xc3\x01" + fingerprint(schema): schema for schema in schemas}

    def decode(self, value):
        schema = self.written_with.get(value[:HEAD])
        if schema is None:
            raise ValueError(f"begins with {value[:HEAD].hex()}: no schema of Result that is known here")
        reader = avro.io.DatumReader(schema, self.newest)
        return reader.read(avro.io.BinaryDecoder(io.BytesIO(value[HEAD:])))


def records(broker):
    """All records that are in the topic now, committed ones only."""
    consumer = Consumer(
        {
            "bootstrap.servers": broker,
            "isolation.level": "read_committed",
            "enable.partition.eof": True,
            "enable.auto.commit": False,
            "log_level": 0,
            "group.id": "not-used",  # the library asks for one; partitions are assigned by hand
        }
    )
    try:
        topic = consumer.list_topics(TOPIC, 10).topics[TOPIC]
    except KafkaException as e:
        sys.exit(f"no answer from {broker}: {e.args[0].str()}; is Kafka running there?")
    if topic.error is not None:
        sys.exit(f"{broker} has no topic {TOPIC}: {topic.error.str()}")
    partitions = topic.partitions
    consumer.assign([TopicPartition(TOPIC, p, OFFSET_BEGINNING) for p in partitions])
    left = len(partitions)
    while left > 0:
        message = consumer.poll(30)
        if message is None:
            sys.exit("no answer from " + broker)
        if message.error() is None:
            yield message.key().decode(), message.value()
        elif message.error().code() == KafkaError._PARTITION_EOF:
            left -= 1
        else:
            sys.exit(str(message.error()))
    consumer.close()


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    broker, batch = sys.argv[1:]
    results, last = Results(), {}
    for key, value in records(broker):
        batch_id, task_id = key.split("/", 1)  # a batch id has no slash
        if batch_id == batch:
            if value is None:
                last.pop(task_id, None)  # the batch was cleared
            else:
                last[task_id] = results.decode(value)
    if not last:
        sys.exit(f"batch {batch} has no results; check the id, or no task of it has ended yet")
    for task_id in sorted(last):
        result = last[task_id]
        output = result["output"]
        print(
            json.dumps(
                {
                    "taskId": task_id,
                    "status": result["status"],
                    "attempts": result["attempts"],
                    "output": None if output is None else output.decode(errors="replace"),
                }
            )
        )


if __name__ == "__main__":
    main()
