/**
 * The batch file, before the submission stage: text in YAML, JSON, JSONL or WfFormat comes in, a
 * checked {@link dev.sluice.cli.file.BatchFile} with the place of every task goes out. Pure apart
 * from reading the file; runs on the caller's thread.
 */
@NullMarked
package dev.sluice.cli.file;

import org.jspecify.annotations.NullMarked;
