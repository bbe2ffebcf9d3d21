package entrepot.kit.tls;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** A new certificate while the former is in use. */
@EnabledIf(
    value = "entrepot.kit.tls.OpenSsl#available",
    disabledReason = "there is no openssl here")
class IdentityWatchTest {
  private static final String EC = "ec -pkeyopt ec_paramgen_curve:P-256";

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private final List<String> taken = new ArrayList<>();
  private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
  private OpenSsl openssl;
  private PemFiles live;
  private IdentityWatch watch;

  @BeforeEach
  void start() throws IOException {
    logged.start();
    ((Logger) LoggerFactory.getLogger(IdentityWatch.class)).addAppender(logged);
    openssl = new OpenSsl(folder);
    openssl.selfSigned("first", EC, 100);
    openssl.selfSigned("second", EC, 100);
    // Not before they begin, which is in whole seconds of the real time.
    now.set(Instant.now());
    live = openssl.files("live");
    certificateOf("first");
    keyOf("first");
    watch = new IdentityWatch(live, now::get);
    watch.whenNew(identity -> taken.add(identity.subject()));
  }

  @AfterEach
  void stop() {
    ((Logger) LoggerFactory.getLogger(IdentityWatch.class)).detachAppender(logged);
  }

  private void certificateOf(String name) throws IOException {
    Files.copy(openssl.file(name + ".crt"), live.certificate(), REPLACE_EXISTING);
  }

  private void keyOf(String name) throws IOException {
    Files.copy(openssl.file(name + ".key"), live.key(), REPLACE_EXISTING);
  }

  private List<String> said(Level level) {
    return logged.list.stream()
        .filter(event -> event.getLevel() == level)
        .map(ILoggingEvent::getFormattedMessage)
        .toList();
  }

  @Test
  void takesANewPairOnce() throws IOException {
    watch.look();
    assertThat(taken).isEmpty();
    certificateOf("second");
    keyOf("second");
    watch.look();
    watch.look();
    assertThat(taken).containsExactly("CN=second");
    assertThat(watch.current().subject()).isEqualTo("CN=second");
  }

  @Test
  void takesNoHalfOfANewPairAndDoesNotCryAtTheInstantBetween() throws IOException {
    certificateOf("second");
    watch.look();
    assertThat(watch.current().subject()).isEqualTo("CN=first");
    assertThat(said(Level.ERROR)).isEmpty();
    keyOf("second");
    watch.look();
    assertThat(watch.current().subject()).isEqualTo("CN=second");
    assertThat(said(Level.ERROR)).isEmpty();
  }

  @Test
  void reportsABrokenPairOnceWithFileAndFix() throws IOException {
    certificateOf("second");
    for (int i = 0; i < 5; i++) {
      watch.look();
    }
    assertThat(said(Level.ERROR))
        .singleElement()
        .asString()
        .contains(live.key().toString(), "does not belong", "Put the key there");
    assertThat(watch.current().subject()).isEqualTo("CN=first");

    Files.delete(live.certificate());
    watch.look();
    watch.look();
    assertThat(said(Level.ERROR)).hasSize(2).last().asString().contains("cannot be read");

    certificateOf("first");
    watch.look();
    certificateOf("second");
    watch.look();
    watch.look();
    assertThat(said(Level.ERROR)).hasSize(3);
    assertThat(taken).isEmpty();
  }

  @Test
  void takesNoCertificateThatClientsWouldRefuse() throws IOException {
    openssl.selfSigned("old", EC, 10);
    now.updateAndGet(t -> t.plus(Duration.ofDays(11)));
    certificateOf("old");
    keyOf("old");
    watch.look();
    watch.look();
    assertThat(watch.current().subject()).isEqualTo("CN=first");
    assertThat(said(Level.ERROR)).singleElement().asString().contains("expired on");

    now.set(Instant.now().minus(Duration.ofDays(2)));
    watch.look();
    watch.look();
    assertThat(said(Level.ERROR)).last().asString().contains("not valid before");
  }

  @Test
  void warnsOnceADayFromTwoWeeksBeforeTheEnd() {
    now.updateAndGet(t -> t.plus(Duration.ofDays(85)));
    watch.look();
    assertThat(said(Level.WARN)).isEmpty();
    for (int hour = 0; hour < 72; hour++) {
      now.updateAndGet(t -> t.plus(Duration.ofHours(1)));
      watch.look();
    }
    assertThat(said(Level.WARN)).hasSizeBetween(2, 3).first().asString().contains("expires in 13");
    now.updateAndGet(t -> t.plus(Duration.ofDays(20)));
    watch.look();
    watch.look();
    assertThat(said(Level.ERROR)).singleElement().asString().contains("clients refuse it");
  }

  @Test
  void triesAgainWhenItsListenerFails() throws IOException {
    watch.whenNew(_ -> {
      throw new IllegalStateException("not now");
    });
    certificateOf("second");
    keyOf("second");
    watch.look();
    assertThat(watch.current().subject()).isEqualTo("CN=first");
    watch.whenNew(identity -> taken.add(identity.subject()));
    watch.look();
    assertThat(taken).containsExactly("CN=second");
  }
}
