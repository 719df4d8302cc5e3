package dev.sluice.scheduler.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WorkShareTest {

  private final AtomicLong now = new AtomicLong(17);
  private final WorkShare share = new WorkShare(now::get);

  @Test
  void recordsInHandHaveAsLongAsTheWorkBeforeThem() {
    assertThat(share.begins(true)).as("nothing was done yet").isTrue();
    now.addAndGet(50);
    share.ended();

    now.addAndGet(49);
    assertThat(share.begins(true)).isFalse();
    now.addAndGet(1);
    assertThat(share.begins(true)).isTrue();
  }

  @Test
  void workGoesOnWhereNoRecordIsInHand() {
    assertThat(share.begins(true)).isTrue();
    now.addAndGet(50);
    share.ended();

    assertThat(share.begins(false)).isTrue();
  }

  @Test
  void aTickThatFoundLittleToDoKeepsNobodyWaiting() {
    assertThat(share.begins(true)).isTrue();
    share.ended();

    assertThat(share.begins(true)).isTrue();
  }
}
