package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.Policy;
import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import entrepot.store.snapshot.SnapshotRecord;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AptCollectorTest extends AptFixture {
  private static final String HELLO = "pool/main/hello_1.0+b1~1_amd64.deb";
  private static final String PACKAGES = "dists/stable/main/binary-amd64/Packages.xz";

  @BeforeEach
  void somePackages() {
    archive.add("hello", "hello, world").add("other", "another package");
    archive.indexes.put("main/i18n/Translation-en", "Package: hello\n".getBytes(UTF_8));
    archive.publish();
  }

  @Test
  void aSnapshotHasTheSignedFilesTheIndexesAndWhatTheyName() throws Exception {
    SyncResult result = sync();

    assertThat(result).isInstanceOf(SyncResult.Collected.class);
    Entry entryPoint = entry("dists/stable/InRelease");
    assertThat(entryPoint.role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(entryPoint.text(Extension.GROUP)).contains("dists/stable");
    assertThat(entryPoint.mtime())
        .isEqualTo(Instant.parse("2026-11-01T00:00:00Z").getEpochSecond());
    assertThat(bytes(entryPoint)).isEqualTo(archive.file("debian/dists/stable/InRelease"));

    Entry index = entry(PACKAGES);
    assertThat(index.role()).isEqualTo(Role.INDEX);
    assertThat(bytes(index)).isEqualTo(archive.file("debian/" + PACKAGES));
    String byHash =
        "dists/stable/main/binary-amd64/by-hash/SHA256/" + index.sha256().orElseThrow().hex();
    assertThat(entry(byHash).digests()).isEqualTo(index.digests());
    assertThat(find("dists/stable/main/binary-amd64/Packages.gz")).isEmpty();
    assertThat(find("dists/stable/main/i18n/Translation-en.xz")).isPresent();

    Entry payload = entry(HELLO);
    assertThat(payload.state()).isEqualTo(State.LAZY);
    assertThat(payload.size()).isEqualTo(12);
    assertThat(payload.digests()).containsExactly(Digest.sha256Of("hello, world".getBytes(UTF_8)));
    assertThat(paths()).hasSize(7);
    assertThat(store.leases().live()).as("the lease has ended").isEmpty();
    try (var left = Files.list(Files.createDirectories(temporary.resolve("tmp")))) {
      assertThat(left).isEmpty();
    }
    SnapshotRecord record = store.snapshots().find("debian", root()).orElseThrow();
    assertThat(record.source()).isEqualTo(archive.base().toString());
    assertThat(record.facts())
        .containsEntry("date.stable", "2026-11-01T00:00:00Z")
        .containsEntry("policy", "ON_DEMAND")
        .containsEntry("index.dists/stable/main/binary-amd64/Packages", "xz");
  }

  @Test
  void indexesAreFetchedByTheirDigest() {
    sync();

    assertThat(archive.takeAsked())
        .noneMatch(path -> path.endsWith("Packages.xz"))
        .anyMatch(path -> path.contains("binary-amd64/by-hash/SHA256/"));
  }

  @Test
  void indexesAreFetchedByTheirNameWhereThereIsNoByHash() {
    archive.byHash = false;
    archive.publish();

    sync();

    assertThat(archive.takeAsked())
        .contains("debian/" + PACKAGES)
        .noneMatch(path -> path.contains("by-hash"));
    assertThat(paths()).noneMatch(path -> path.contains("by-hash"));
  }

  @Test
  void theNextListedCompressionServesWhereOneIsNotServed() {
    archive
        .files
        .keySet()
        .removeIf(p -> p.contains("binary-amd64/by-hash") || p.endsWith("Packages.xz"));

    sync();

    assertThat(find(PACKAGES)).isEmpty();
    assertThat(entry("dists/stable/main/binary-amd64/Packages.gz").state())
        .isEqualTo(State.PRESENT);
    assertThat(find(HELLO)).isPresent();
  }

  @Test
  void noChangeIsOneRequestAndNoSnapshot() {
    sync();
    Digest before = root();
    archive.takeAsked();

    SyncResult again = sync();

    assertThat(again).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(again.traffic().requests()).isEqualTo(1);
    assertThat(again.traffic().bytes()).isZero();
    assertThat(archive.takeAsked()).containsExactly("debian/dists/stable/InRelease");
    assertThat(root()).isEqualTo(before);
    assertThat(store.snapshots().of("debian")).hasSize(1);
  }

  @Test
  void noChangeWithoutValidatorsIsOneBody() {
    archive.server.validators = false;
    sync();
    archive.takeAsked();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(archive.takeAsked()).containsExactly("debian/dists/stable/InRelease");
  }

  @Test
  void validatorsThatAppearAreRememberedWithTheSameSnapshot() {
    archive.server.validators = false;
    sync();
    archive.server.validators = true;

    SyncResult second = sync();

    assertThat(second).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(((SyncResult.Unchanged) second).refreshed()).isPresent();
    assertThat(sync().traffic().bytes()).isZero();
    assertThat(store.snapshots().of("debian").getFirst().facts())
        .containsKey("etag.dists/stable/InRelease");
  }

  @Test
  void aChangeFetchesOnlyWhatChanged() {
    sync();
    Entry before = entry("pool/main/other_1.0+b1~1_amd64.deb");
    archive.takeAsked();
    archive.add("hello", "hello, new world");
    archive.date(Instant.parse("2026-11-02T00:00:00Z"));
    archive.publish();

    SyncResult result = sync();

    assertThat(result.traffic().requests()).as("InRelease and Packages").isEqualTo(2);
    assertThat(entry(HELLO).mtime())
        .isEqualTo(Instant.parse("2026-11-02T00:00:00Z").getEpochSecond());
    assertThat(entry("pool/main/other_1.0+b1~1_amd64.deb"))
        .as("what did not change keeps its time")
        .isEqualTo(before);
    assertThat(parent.orElseThrow().parent()).isPresent();
  }

  @Test
  void theSameUpstreamGivesTheSameSnapshotWhateverTheStoreHas() {
    sync();
    Digest first = root();
    policy = Policy.FULL;
    sync();
    parent = Optional.empty();
    policy = Policy.ON_DEMAND;

    sync();

    assertThat(root()).isEqualTo(first);
  }

  @Test
  void anotherSelectionIsAnotherSnapshot() {
    sync();
    indexes = Set.of(AptIndex.PACKAGES);

    assertThat(sync()).isInstanceOf(SyncResult.Collected.class);
    assertThat(paths()).noneMatch(path -> path.contains("i18n"));
  }

  @Test
  void releaseWithItsSignatureApartIsAsGood() {
    byte[] release =
        new String(archive.files.remove("debian/dists/stable/InRelease"), UTF_8)
            .transform(AptCollectorTest::cleartext)
            .getBytes(UTF_8);
    archive.files.put("debian/dists/stable/Release", release);
    archive.files.put("debian/dists/stable/Release.gpg", KEY.detached(release));

    sync();
    archive.takeAsked();

    assertThat(entry("dists/stable/Release").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(entry("dists/stable/Release.gpg").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(archive.takeAsked()).containsExactly("debian/dists/stable/Release");
  }

  private static String cleartext(String message) {
    return message.substring(
        message.indexOf("\n\n") + 2, message.indexOf("-----BEGIN PGP SIGNATURE"));
  }

  @Test
  void aLazyPackageIsStreamedFromUpstream() {
    sync();
    MemorySink sink = new MemorySink();

    source(KEY.keyring(temporary)).lazyFetch(upstream).fetch(entry(HELLO), sink);

    assertThat(sink.content()).isEqualTo("hello, world".getBytes(UTF_8));
  }

  @Test
  void anUpstreamThatShrinksMustBeConfirmed() {
    for (int i = 0; i < 20; i++) {
      archive.add("p" + i, "package " + i);
    }
    archive.publish();
    sync();
    Digest before = root();
    for (int i = 0; i < 20; i++) {
      archive.remove("p" + i);
    }
    archive.publish();

    assertThatThrownBy(this::sync)
        .isInstanceOf(ShrunkUpstream.class)
        .hasMessageContaining("27 files")
        .hasMessageContaining("7 files");
    assertThat(root()).isEqualTo(before);
    assertThat(store.snapshots().of("debian")).hasSize(1);
    assertThat(sync(true)).isInstanceOf(SyncResult.Collected.class);
  }

  @Test
  void anUpstreamThatGoesBackInTimeMustBeConfirmed() {
    sync();
    archive.add("hello", "older");
    archive.date(Instant.parse("2026-10-01T00:00:00Z"));
    archive.publish();

    assertThatThrownBy(this::sync)
        .isInstanceOf(SuiteRefused.class)
        .hasMessageContaining("2026-10-01T00:00:00Z")
        .hasMessageContaining("stable");
    assertThat(sync(true)).isInstanceOf(SyncResult.Collected.class);
  }

  @Test
  void whatComesBackIsItsOldSnapshotWithTheFactsOfToday() {
    sync();
    Digest first = root();
    byte[] old = archive.file("debian/dists/stable/InRelease");
    archive.add("third", "one more");
    archive.publish();
    sync();
    assertThat(root()).isNotEqualTo(first);
    archive.server.validators = false;
    archive.files.put("debian/dists/stable/InRelease", old);

    sync();

    assertThat(root()).isEqualTo(first);
    assertThat(store.snapshots().of("debian")).hasSize(2);
    assertThat(store.snapshots().find("debian", first).orElseThrow().facts())
        .doesNotContainKey("etag.dists/stable/InRelease");
  }

  @Test
  void aSuitePastItsTimeIsRefusedUnlessConfigured() {
    archive.validUntil(now.minusSeconds(3600));
    archive.publish();

    assertThatThrownBy(this::sync)
        .isInstanceOf(SuiteRefused.class)
        .hasMessageContaining("valid until");
    checkValidUntil = false;
    assertThat(sync()).isInstanceOf(SyncResult.Collected.class);
  }

  @Test
  void anArchitectureThatIsNotListedIsNamedWithThoseThatAre() {
    archive.indexes.clear();
    archive.publish(
        """
        Suite: stable
        Date: Sun, 01 Nov 2026 00:00:00 UTC
        Architectures: arm64 riscv64
        Components: main contrib
        SHA256:
        """);

    assertThatThrownBy(this::sync)
        .isInstanceOf(IndexUnavailable.class)
        .hasMessageContaining("main/binary-amd64/Packages")
        .hasMessageContaining("[arm64, riscv64]")
        .hasMessageContaining("[contrib, main]");
  }
}
