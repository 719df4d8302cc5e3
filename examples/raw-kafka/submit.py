#!/usr/bin/python3
"""Submits a batch of three tasks to Sluice without any code of Sluice: Kafka records and Avro, nothing else.

    apt-get install python3-confluent-kafka python3-avro
    examples/raw-kafka/submit.py BROKER BATCH_ID        e.g. 127.0.0.1:9092 from-python-1

Three greetings are echoed; the last needs the outputs of the first two.
"""

import io
import pathlib
import sys

import avro.io
import avro.schema
from confluent_kafka import Producer

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCHEMAS = ROOT / "schemas/src/main/resources/dev/sluice/schemas"


def fingerprint(schema):
    """CRC-64-AVRO of the schema's parsing canonical form, as the Avro specification defines it."""
    empty = 0xC15D213AA4D7A795
    table = []
    for i in range(256):
        fp = i
        for _ in range(8):
            fp = (fp >> 1) ^ (empty & -(fp & 1))
        table.append(fp)
    fp = empty
    for byte in schema.canonical_form.encode():
        fp = (fp >> 8) ^ table[(fp ^ byte) & 0xFF]
    return fp.to_bytes(8, "little")


class Records:
    """Writes records of one type in Avro's single-object encoding."""

    def __init__(self, name):
        self.schema = avro.schema.parse((SCHEMAS / f"{name}.avsc").read_text())
        self.head = b"\xc3\x01" + fingerprint(self.schema)

    def encode(self, record):
        body = io.BytesIO()
        avro.io.DatumWriter(self.schema).write(record, avro.io.BinaryEncoder(body))
        return self.head + body.getvalue()


def submission(batch, task, text, needs=()):
    """A task of type echo: its payload is its output. The schema's defaults are for readers: a writer fills every field."""
    return {
        "batchId": batch,
        "taskId": task,
        "name": None,
        "type": "echo",
        "payload": text.encode(),
        "contentType": "text/plain",
        "needs": list(needs),
        "runIf": "SUCCESS",
        "timeoutMs": 0,
        "retry": None,
        "pool": "default",
        "group": None,
        "notBefore": 0,
        "cacheKey": None,
        "inputs": True,
        "headers": {},
        "awaitOpen": False,
        "remainingPath": 0,
        "cache": False,
        "cacheTtlMs": 0,
    }


def opening(batch, tasks):
    """The command that opens a batch and says how many tasks it has."""
    return {
        "batchId": batch,
        "action": {
            "name": "from Python",
            "expectedTasks": tasks,
            "start": "IMMEDIATE",
            "onFailure": "CONTINUE",
            "maxFailed": -1,
            "maxFailedPercent": -1.0,
            "mode": "DISTRIBUTED",
            "maxParallel": 0,
            "deadline": 0,
            "labels": {},
            "openTimeoutMs": 0,
        },
        "requestId": None,
    }


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    broker, batch = sys.argv[1:]
    tasks = [
        submission(batch, "together", "${hello.output} and ${world.output}", ["hello", "world"]),
        submission(batch, "hello", "hello"),
        submission(batch, "world", "world"),
    ]
    submissions, commands = Records("Submission"), Records("Command")
    failed = []
    producer = Producer({"bootstrap.servers": broker, "enable.idempotence": True})

    def acknowledged(error, message):
        if error is not None:
            failed.append(f"{message.topic()}: {error}")

    for task in tasks:
        producer.produce(
            "sluice.submission.normal", submissions.encode(task), key=batch, on_delivery=acknowledged
        )
    producer.produce(
        "sluice.command", commands.encode(opening(batch, len(tasks))), key=batch, on_delivery=acknowledged
    )
    producer.flush(30)
    if failed:
        sys.exit("not accepted: " + "; ".join(failed))
    print(batch)


if __name__ == "__main__":
    main()
