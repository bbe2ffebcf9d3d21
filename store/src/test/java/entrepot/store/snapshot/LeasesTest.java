package entrepot.store.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.store.backend.TestingMemoryBackend;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LeasesTest {
  private static final Duration TERM = Duration.ofMinutes(10);

  private final TestingClock clock = new TestingClock();
  private final Leases leases = new Leases(new TestingMemoryBackend(), clock);

  @Test
  void aLeaseLivesForItsTerm() {
    Lease lease = leases.take("sync debian", TERM);
    assertThat(lease.taken()).isEqualTo(clock.instant());
    assertThat(lease.until()).isEqualTo(clock.instant().plus(TERM));
    assertThat(leases.live()).containsExactly(lease);
    clock.pass(TERM);
    assertThat(leases.live()).isEmpty();
  }

  @Test
  void aRenewedLeaseKeepsTheTimeItWasTaken() {
    Lease lease = leases.take("sync debian", TERM);
    clock.pass(TERM.dividedBy(2));
    Lease renewed = leases.renew(lease, TERM);
    assertThat(renewed.taken()).isEqualTo(lease.taken());
    clock.pass(TERM.dividedBy(2));
    assertThat(leases.live()).containsExactly(renewed);
  }

  @Test
  void whatRanOutIsNotRenewed() {
    Lease lease = leases.take("sync debian", TERM);
    clock.pass(TERM);
    assertThatThrownBy(() -> leases.renew(lease, TERM))
        .isInstanceOf(LeaseExpired.class)
        .hasMessageContaining("sync debian");
  }

  @Test
  void anEndedLeaseIsGone() {
    Lease lease = leases.take("sync debian", TERM);
    Lease other = leases.take("sync ubuntu", TERM);
    leases.end(lease);
    assertThat(leases.live()).containsExactly(other);
    assertThatThrownBy(() -> leases.renew(lease, TERM)).isInstanceOf(LeaseExpired.class);
  }

  @Test
  void expiredLeasesAreSwept() {
    leases.take("one", TERM);
    clock.pass(TERM.plusDays(1));
    Lease live = leases.take("two", TERM);
    assertThat(leases.sweep(Duration.ofHours(1))).isEqualTo(1);
    assertThat(leases.live()).containsExactly(live);
    assertThat(leases.sweep(Duration.ZERO)).isZero();
  }
}
