package dev.sluice.scheduler.answer;

/** Who waits for an answer about what: both come back with it. */
public record Request(String batchId, String requestId) {}
