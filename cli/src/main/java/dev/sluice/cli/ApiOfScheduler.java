package dev.sluice.cli;

import dev.sluice.http.HttpApi;
import dev.sluice.http.HttpConfig;
import dev.sluice.scheduler.Scheduler;
import dev.sluice.scheduler.SchedulerConfig;
import dev.sluice.schemas.topic.Topics;
import java.util.Map;
import java.util.Optional;

/** The HTTP API of a scheduler in this process, if there is to be one. */
record ApiOfScheduler(Optional<HttpApi> api) implements AutoCloseable {

  /** Listens, so that a port that can't be had is told before anything else starts. */
  static ApiOfScheduler open(Optional<HttpConfig> config) {
    return new ApiOfScheduler(config.map(HttpApi::open));
  }

  /** The scheduler that the others know by the address of the API. */
  SchedulerConfig known(SchedulerConfig config) {
    return api.map(open -> config.withApplicationServer(open.advertised())).orElse(config);
  }

  /** Answers from this scheduler from now on. */
  void serve(Scheduler scheduler, Map<String, Object> kafka, Topics topics) {
    api.ifPresent(open -> open.serve(scheduler, kafka, topics));
  }

  Optional<String> url() {
    return api.map(HttpApi::url);
  }

  @Override
  public void close() {
    api.ifPresent(HttpApi::close);
  }
}
