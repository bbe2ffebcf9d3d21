package entrepot.collect.apt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.Policy;
import entrepot.collect.Quarantined;
import entrepot.collect.SyncResult;
import entrepot.kit.http.UpstreamRefused;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AptFullTest extends AptFixture {
  private static final String HELLO = "pool/main/hello_1.0+b1~1_amd64.deb";
  private static final String OTHER = "pool/main/other_1.0+b1~1_amd64.deb";

  @BeforeEach
  void somePackages() {
    policy = Policy.FULL;
    archive.add("hello", "hello, world").add("other", "another package");
    archive.publish();
  }

  @Test
  void everyPackageIsInTheStore() {
    sync();

    assertThat(bytes(entry(HELLO))).isEqualTo("hello, world".getBytes(UTF_8));
    assertThat(entry(OTHER).state()).isEqualTo(State.PRESENT);
    assertThat(archive.takeAsked()).contains("debian/" + HELLO);
  }

  @Test
  void whatIsHereIsNotFetchedAgain() {
    sync();
    archive.takeAsked();
    archive.add("hello", "hello, new world");
    archive.publish();

    SyncResult result = sync();

    assertThat(result.traffic().requests()).as("InRelease, Packages, hello").isEqualTo(3);
    assertThat(bytes(entry(HELLO))).isEqualTo("hello, new world".getBytes(UTF_8));
  }

  @Test
  void oneBadFileIsQuarantinedAndTriedAgain() {
    archive.files.put("debian/" + OTHER, "another passage".getBytes(UTF_8));

    SyncResult first = sync();

    assertThat(((SyncResult.Collected) first).quarantined())
        .extracting(Quarantined::path)
        .hasToString("[" + OTHER + "]");
    assertThat(((SyncResult.Collected) first).summary().missing()).isEqualTo(1);
    Entry missing = entry(OTHER);
    assertThat(missing.state()).isEqualTo(State.MISSING);
    assertThat(missing.text(Extension.REASON).orElseThrow()).contains("corrupted").contains(OTHER);
    assertThat(entry(HELLO).state()).isEqualTo(State.PRESENT);

    archive.takeAsked();
    assertThat(sync()).as("still bad").isInstanceOf(SyncResult.Unchanged.class);
    assertThat(archive.takeAsked())
        .containsExactly("debian/dists/stable/InRelease", "debian/" + OTHER, "debian/" + OTHER);

    archive.files.put("debian/" + OTHER, "another package".getBytes(UTF_8));
    assertThat(sync()).as("well again").isInstanceOf(SyncResult.Collected.class);
    assertThat(bytes(entry(OTHER))).isEqualTo("another package".getBytes(UTF_8));
    assertThat(entry(OTHER).text(Extension.REASON)).isEmpty();
    archive.takeAsked();
    sync();
    assertThat(archive.takeAsked()).containsExactly("debian/dists/stable/InRelease");
  }

  @Test
  void aFileThatUpstreamDoesNotServeIsQuarantined() {
    archive.files.remove("debian/" + OTHER);

    sync();

    assertThat(entry(OTHER).text(Extension.REASON).orElseThrow()).contains("404");
  }

  @Test
  void anUpstreamThatIsGoneFailsTheRun() {
    for (int i = 0; i < 40; i++) {
      archive.add("p" + i, "package " + i);
      archive.mischief.put(
          "debian/pool/main/p%d_1.0+b1~1_amd64.deb".formatted(i), exchange -> exchange.close());
    }
    archive.publish();

    assertThatThrownBy(this::sync).isInstanceOf(entrepot.kit.http.UpstreamUnreachable.class);
    assertThat(store.snapshots().of("debian")).isEmpty();
    assertThat(store.leases().live()).isEmpty();
  }

  @Test
  void filesThatTwoStanzasNameDifferentlyAreQuarantined() {
    archive.stanza("zz", HELLO, "something else".getBytes(UTF_8));
    archive.publish();

    sync();

    Entry conflict = entry(HELLO);
    assertThat(conflict.state()).isEqualTo(State.MISSING);
    assertThat(conflict.digests()).isEmpty();
    archive.takeAsked();
    sync();
    assertThat(archive.takeAsked())
        .as("nothing to try again")
        .containsExactly("debian/dists/stable/InRelease");
  }

  @Test
  void sourcesCarryTheirFiles() {
    indexes = Set.of(AptIndex.SOURCES);
    byte[] dsc = "the description".getBytes(UTF_8);
    archive.files.put("debian/pool/main/h/hello_1.0.dsc", dsc);
    archive.indexes.put(
        "main/source/Sources",
        """
        Package: hello
        Directory: pool/main/h
        Files:
         0123456789abcdef0123456789abcdef 15 hello_1.0.dsc
        Checksums-Sha256:
         %s 15 hello_1.0.dsc
        """
            .formatted(entrepot.kit.Digest.sha256Of(dsc).hex())
            .getBytes(UTF_8));
    archive.publish();

    sync();

    assertThat(bytes(entry("pool/main/h/hello_1.0.dsc"))).isEqualTo(dsc);
    assertThat(find(HELLO)).isEmpty();
  }

  @Test
  void anIndexThatIsForbiddenFailsTheRun() {
    archive.byHash = false;
    archive.publish();
    archive.mischief.put(
        "debian/dists/stable/main/binary-amd64/Packages.xz",
        exchange -> exchange.sendResponseHeaders(403, -1));

    assertThatThrownBy(this::sync).isInstanceOf(UpstreamRefused.class).hasMessageContaining("403");
  }

  @Test
  void anUpstreamThatShrinksIsNoticedBeforeAnythingIsFetched() {
    for (int i = 0; i < 20; i++) {
      archive.add("p" + i, "package " + i);
    }
    archive.publish();
    sync();
    for (int i = 0; i < 20; i++) {
      archive.remove("p" + i);
    }
    archive.add("hello", "hello, new world");
    archive.publish();
    archive.takeAsked();

    assertThatThrownBy(this::sync).isInstanceOf(entrepot.collect.ShrunkUpstream.class);
    assertThat(archive.takeAsked()).noneMatch(path -> path.endsWith(".deb"));
  }

  @Test
  void aSmallerSelectionIsNotAShrunkUpstream() {
    for (int i = 0; i < 20; i++) {
      archive.add("p" + i, "package " + i);
    }
    archive.indexes.put("main/i18n/Translation-en", "Package: hello\n".getBytes(UTF_8));
    archive.publish();
    sync();
    indexes = Set.of(AptIndex.TRANSLATIONS);

    assertThat(sync()).isInstanceOf(SyncResult.Collected.class);
  }
}
