package io.d2v.core.train;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.core.data.Loading;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WatchdogTest {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  @Test
  void aStageThatTakesTooLongIsNamedWithWhereItsThreadIs() throws InterruptedException {
    try (Watchdog dog = new Watchdog(PATIENCE, List::of, said::add)) {
      dog.at(Watchdog.Stage.SAVING, 17);
      stall();
      assertThat(said.remove())
          .contains("update 17 makes no progress", "writing a checkpoint")
          .contains("WatchdogTest.stall");
    }
  }

  @Test
  void whileDataIsWaitedForItNamesTheSampleThatALoaderIsAt() throws InterruptedException {
    CountDownLatch end = new CountDownLatch(1);
    Thread loader = new Thread(() -> readForEver(end), "d2v-loader-1");
    loader.start();
    Loading loading = new Loading(loader, 1234, Duration.ofSeconds(99));
    try (Watchdog dog = new Watchdog(PATIENCE, () -> List.of(loading), said::add)) {
      dog.at(Watchdog.Stage.DATA, 3);
      stall();
      assertThat(said.remove())
          .contains("waiting for data", "d2v-loader-1 has been at sample 1234 for 99 s")
          .contains("WatchdogTest.readForEver");
    } finally {
      end.countDown();
    }
  }

  @Test
  void itIsSaidAgainAfterTwiceTheTime() throws InterruptedException {
    try (Watchdog dog = new Watchdog(PATIENCE, List::of, said::add)) {
      dog.at(Watchdog.Stage.STEP, 1);
      long begin = System.nanoTime();
      for (int i = 0; i < 3; i++) {
        assertThat(said.poll(30, TimeUnit.SECONDS)).contains("computing");
      }
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isGreaterThan(PATIENCE.multipliedBy(4));
    }
  }

  @Test
  void stagesThatEndInTimeAreNotNamed() throws InterruptedException {
    try (Watchdog dog = new Watchdog(Duration.ofSeconds(20), List::of, said::add)) {
      for (int update = 1; update < 20; update++) {
        dog.at(Watchdog.Stage.DATA, update);
        dog.at(Watchdog.Stage.STEP, update);
        Thread.sleep(10);
      }
      assertThat(said).isEmpty();
    }
  }

  /** Until something was said. */
  private void stall() throws InterruptedException {
    while (said.isEmpty()) {
      Thread.sleep(5);
    }
  }

  private static void readForEver(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException ended) {
      Thread.currentThread().interrupt();
    }
  }
}
