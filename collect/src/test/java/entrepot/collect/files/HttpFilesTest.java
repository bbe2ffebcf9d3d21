package entrepot.collect.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.HostileIndex;
import entrepot.collect.Policy;
import entrepot.collect.ShrunkUpstream;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What checksum files on an HTTP server name. */
class HttpFilesTest extends HttpFixture {
  @Test
  void whatTheyNameIsLazyOnDemand() {
    sync();

    assertThat(paths()).containsExactly(SUMS, "noble/a+b.img", "noble/sub/b.img");
    assertThat(entry(SUMS).role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(text(SUMS)).isEqualTo(sums("a+b.img", "image a", "sub/b.img", "image b"));
    assertThat(entry(SUMS).mtime()).as("2026-11-01, as the server says").isEqualTo(1793491200L);
    Entry lazy = entry("noble/a+b.img");
    assertThat(lazy.state()).isEqualTo(State.LAZY);
    assertThat(lazy.size()).isEqualTo(Entry.UNKNOWN_SIZE);
    assertThat(lazy.sha256()).contains(Digest.sha256(sha256("image a")));
    assertThat(server.takeAsked())
        .containsExactly(SUMS, SUMS + ".gpg", SUMS + ".asc", SUMS + ".sign");
  }

  @Test
  void aLazyFileIsFetchedFromWhereItLies() {
    sync();
    server.takeAsked();
    MemorySink sink = new MemorySink();

    source().lazyFetch(upstream).fetch(entry("noble/a+b.img"), sink);

    assertThat(sink.content()).isEqualTo("image a".getBytes(UTF_8));
    assertThat(server.takeAsked()).containsExactly("noble/a+b.img");
  }

  @Test
  void allIsFetchedWhereThePolicyIsFull() {
    policy = Policy.FULL;

    sync();

    assertThat(text("noble/a+b.img")).isEqualTo("image a");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.PRESENT);
    assertThat(entry("noble/sub/b.img").size()).isEqualTo(7);
  }

  @Test
  void noChangeIsOneConditionalRequestForEachChecksumFile() {
    for (Policy each : Policy.values()) {
      policy = each;
      checksums = List.of(SUMS, "jammy/SHA256SUMS");
      server.put("jammy/SHA256SUMS", sums("c.img", "image c"));
      server.put("jammy/c.img", "image c");
      parent = Optional.empty();
      sync();
      Digest before = root();
      server.takeAsked();

      SyncResult result = sync();

      assertThat(result).isInstanceOf(SyncResult.Unchanged.class);
      assertThat(server.takeAsked()).containsExactly(SUMS, "jammy/SHA256SUMS");
      assertThat(result.traffic().bytes()).isZero();
      assertThat(root()).isEqualTo(before);
    }
  }

  @Test
  void withoutValidatorsNoChangeIsOneBodyComparedByDigest() {
    server.validators = false;
    sync();
    server.takeAsked();
    now = now.plusSeconds(3600);

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(server.takeAsked()).containsExactly(SUMS);
    assertThat(store.snapshots().of("isos")).hasSize(1);
  }

  @Test
  void onlyWhatChangedIsFetched() {
    policy = Policy.FULL;
    checksums = List.of(SUMS, "jammy/SHA256SUMS");
    server.put("jammy/SHA256SUMS", sums("c.img", "image c"));
    server.put("jammy/c.img", "image c");
    sync();
    server.takeAsked();
    server.put("noble/sub/b.img", "image b, the next");
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b, the next"));

    sync();

    assertThat(server.takeAsked())
        .containsExactly(
            SUMS,
            "jammy/SHA256SUMS",
            SUMS + ".gpg",
            SUMS + ".asc",
            SUMS + ".sign",
            "noble/sub/b.img");
    assertThat(text("noble/sub/b.img")).isEqualTo("image b, the next");
    assertThat(text("jammy/c.img")).isEqualTo("image c");
  }

  @Test
  void allFilesChangedIsNotAShrunkUpstream() {
    policy = Policy.FULL;
    sync();
    server.put("noble/a+b.img", "image a, the next");
    server.put("noble/sub/b.img", "image b, the next");
    server.put(SUMS, sums("a+b.img", "image a, the next", "sub/b.img", "image b, the next"));

    sync();

    assertThat(text("noble/a+b.img")).isEqualTo("image a, the next");
  }

  @Test
  void aShrunkUpstreamIsRefusedUntilItIsAllowed() {
    server.put(SUMS, sums("a", "a", "b", "b", "c", "c", "d", "d"));
    sync();
    server.put(SUMS, sums("a", "a"));

    refused(ShrunkUpstream.class, "from 5 files");
    sync(true);

    assertThat(paths()).hasSize(2);
  }

  @Test
  void aFileThatDoesNotFitIsQuarantinedAndTriedAgain() {
    policy = Policy.FULL;
    server.put("noble/a+b.img", "tampered");

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").text(Extension.REASON).orElseThrow())
        .contains("its index names sha256:");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.PRESENT);

    server.put("noble/a+b.img", "image a");
    sync();
    assertThat(text("noble/a+b.img")).isEqualTo("image a");
  }

  @Test
  void bothKindsOfChecksumAddUp() {
    policy = Policy.FULL;
    checksums = List.of(SUMS, "noble/SHA512SUMS");
    String image = hex(Digest.Algorithm.SHA512, "image a");
    String list = hex(Digest.Algorithm.SHA512, new String(server.file(SUMS), UTF_8));
    server.put("noble/SHA512SUMS", "%s  a+b.img\n%s  SHA256SUMS\n".formatted(image, list));

    sync();

    assertThat(entry("noble/a+b.img").digests())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.PRESENT);
  }

  @Test
  void aChecksumFileThatNamesAnotherOneWronglyIsRefused() {
    checksums = List.of(SUMS, "noble/SHA512SUMS");
    server.put("noble/SHA512SUMS", "%s  SHA256SUMS\n".formatted("a".repeat(128)));

    refused(HostileIndex.class, "noble/SHA512SUMS", "names another noble/SHA256SUMS than there is");
  }

  @Test
  void filesThatAreNamedWithDifferentChecksumsAreQuarantined() {
    server.put(SUMS, sums("a+b.img", "image a", "sub/b.img", "image b", "a+b.img", "other"));

    SyncResult.Collected result = (SyncResult.Collected) sync();

    assertThat(result.quarantined()).hasSize(1);
    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").digests()).isEmpty();
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.LAZY);
  }

  @Test
  void md5AloneIsNotEnough() {
    server.put(
        SUMS,
        "MD5 (a+b.img) = %s\nSHA256 (sub/b.img) = %s\nMD5 (sub/b.img) = %s\n"
            .formatted("a".repeat(32), sha256("image b"), "b".repeat(32)));

    sync();

    assertThat(entry("noble/a+b.img").state()).isEqualTo(State.MISSING);
    assertThat(entry("noble/a+b.img").text(Extension.REASON).orElseThrow()).contains("MD5");
    assertThat(entry("noble/sub/b.img").state()).isEqualTo(State.LAZY);
  }
}
