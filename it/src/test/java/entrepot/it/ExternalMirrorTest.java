package entrepot.it;

import static entrepot.it.RpmVendor.PATH;
import static entrepot.it.RpmVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import entrepot.it.fixture.DnfClient;
import entrepot.it.fixture.FixtureUpstream;
import entrepot.it.fixture.RpmPlan;
import entrepot.it.fixture.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's mirror is named while what it has is what was released, and no longer. */
@NeedsRpmTools
class ExternalMirrorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;
  private RpmVendor vendor;
  private FixtureUpstream mirror;
  private RpmRoad road;

  @BeforeEach
  void mirror() throws IOException {
    vendor = RpmVendor.in(folder, RpmPlan.small().packages(6));
    Files.createDirectories(folder.resolve("mirror"));
    mirror = FixtureUpstream.of(folder.resolve("mirror"));
    copy();
    // What the mirror has was never released here.
    vendor.repository.change(100);
    vendor.repository.publish();
    road =
        new RpmRoad(
            folder,
            vendor,
            "full",
            new Road.More(
                "",
                """
                check-mirrors: every 1s
                mirrors:
                  mirror.example.net: {tree: fedora, urls: ["%s"], country: DE}
                """
                    .formatted(mirror.uri())));
    road.installation.sync(TREE);
  }

  @AfterEach
  void stop() {
    mirror.close();
    road.close();
  }

  @Test
  void isNamedOnlyWhileItHasWhatWasReleased() throws IOException {
    await(() -> mirror.seen().size() > 1);
    assertThat(named()).as("a stale mirror is named").isFalse();

    copy();
    await(this::named);

    vendor.repository.change(100);
    vendor.repository.publish();
    road.installation.sync(TREE);
    assertThat(metalink()).contains("mm0:alternate");
    assertThat(named()).as("one that has the version before is named").isTrue();

    mirror.close();
    await(() -> !named());
  }

  @Test
  void servesClientsWhoseCountryItIsIn() throws IOException {
    assumeTrue(DnfClient.available(), "no dnf here, or not root");
    copy();
    await(this::named);
    DnfClient client =
        DnfClient.in(
            folder.resolve("client"),
            road.key,
            "metalink=" + road.steering() + "/metalink?repo=fixture&arch=$basearch&country=DE");

    client.install("fixture-00001").must();

    assertThat(client.installed("fixture-00001"))
        .contains(vendor.repository.version("fixture-00001"));
    assertThat(mirror.seen(Seen.Kind.PACKAGE)).isNotEmpty();
  }

  private boolean named() {
    return metalink().contains(mirror.uri().toString());
  }

  private String metalink() {
    return Browser.text(road.browser.get(road.steering() + "/metalink?repo=fixture&arch=x86_64"));
  }

  private void copy() throws IOException {
    Path from = vendor.repository.root();
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path to = folder.resolve("mirror").resolve(PATH).resolve(from.relativize(file).toString());
        Files.createDirectories(to.getParent());
        Files.copy(
            file, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("within " + PATIENCE).isLessThan(end);
      LockSupport.parkNanos(50_000_000);
    }
  }
}
