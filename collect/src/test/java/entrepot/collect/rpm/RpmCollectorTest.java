package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.collect.Policy;
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

/** What a run brings of a repository, and what it asks for. */
class RpmCollectorTest extends TwoPackagesFixture {
  @Test
  void carriesWhatRepomdNamesVerbatim() {
    SyncResult result = sync();

    assertThat(result).isInstanceOf(SyncResult.Collected.class);
    Entry repomd = entry(REPOMD);
    assertThat(bytes(repomd)).isEqualTo(repository.repomd());
    assertThat(repomd.role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(repomd.text(Extension.GROUP)).contains(PATH + "/repodata");
    assertThat(repomd.mtime()).isEqualTo(repository.timestamp);
    List<String> metadata = paths().stream().filter(p -> p.endsWith(".gz")).toList();
    assertThat(metadata).hasSize(4).allMatch(p -> p.startsWith(PATH + "/repodata/"));
    for (String path : metadata) {
      Entry index = entry(path.substring(PATH.length() + 1));
      assertThat(index.role()).isEqualTo(Role.INDEX);
      assertThat(index.state()).isEqualTo(State.PRESENT);
      assertThat(bytes(index)).isEqualTo(repository.file(asked(path.substring(PATH.length() + 1))));
    }
    Entry hello = entry(HELLO);
    assertThat(hello.state()).isEqualTo(State.LAZY);
    assertThat(hello.role()).isEqualTo(Role.PAYLOAD);
    assertThat(hello.size()).isEqualTo(12);
    assertThat(hello.mtime()).isEqualTo(1_750_000_000);
    assertThat(hello.sha256()).contains(Digest.sha256Of("hello, world".getBytes(UTF_8)));
    assertThat(paths()).hasSize(7);
    assertThat(store.leases().live()).isEmpty();
  }

  @Test
  void fullBringsThePackages() {
    policy = Policy.FULL;

    sync();

    assertThat(bytes(entry(HELLO))).isEqualTo("hello, world".getBytes(UTF_8));
    assertThat(bytes(entry(OTHER))).isEqualTo("another package".getBytes(UTF_8));
  }

  @Test
  void noChangeIsOneConditionalRequest() {
    sync();
    repository.takeAsked();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
    assertThat(store.snapshots().of("fedora")).hasSize(1);
  }

  @Test
  void noChangeWithoutValidatorsIsOneBody() {
    repository.server.validators = false;
    sync();
    repository.takeAsked();

    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);

    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
  }

  @Test
  void aChangeBringsWhatChangedOnly() {
    policy = Policy.FULL;
    sync();
    long before = entry(OTHER).mtime();
    repository.takeAsked();
    repository.timestamp += 60;
    repository.add("hello", "hello, new world");
    repository.publish();

    SyncResult result = sync();

    assertThat(repository.takeAsked())
        .as("repomd, its missing signature, primary, hello")
        .hasSize(4)
        .contains(asked(REPOMD), asked(REPOMD + ".asc"), asked(HELLO));
    assertThat(result).isInstanceOf(SyncResult.Collected.class);
    assertThat(bytes(entry(HELLO))).isEqualTo("hello, new world".getBytes(UTF_8));
    assertThat(entry(OTHER).mtime()).isEqualTo(before);
  }

  @Test
  void metadataOfOtherDigestsIsNotFetchedAgainEither() {
    repository.checksumType = "sha512";
    repository.add("hello", "hello, world").add("other", "another package");
    repository.publish();
    policy = Policy.FULL;
    sync();
    assertThat(entry(HELLO).digests())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.SHA256, Digest.Algorithm.SHA512);
    repository.takeAsked();
    repository.timestamp += 60;
    repository.publish();

    sync();

    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD), asked(REPOMD + ".asc"));
  }

  @Test
  void theSignatureIsVerifiedAndCarried() {
    repository.key = KEY;
    repository.publish();
    repository.files.put(asked(REPOMD + ".key"), "the key".getBytes(UTF_8));
    keyring = Optional.of(KEY.keyring(temporary));

    sync();

    assertThat(bytes(entry(REPOMD + ".asc"))).isEqualTo(repository.file(asked(REPOMD + ".asc")));
    assertThat(entry(REPOMD + ".asc").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(bytes(entry(REPOMD + ".key"))).isEqualTo("the key".getBytes(UTF_8));
    repository.takeAsked();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
  }

  @Test
  void oneBadFileIsQuarantinedAndTriedAgain() {
    policy = Policy.FULL;
    repository.files.put(asked(OTHER), "another passage".getBytes(UTF_8));

    SyncResult first = sync();

    assertThat(((SyncResult.Collected) first).summary().missing()).isEqualTo(1);
    assertThat(entry(OTHER).text(Extension.REASON).orElseThrow()).contains("corrupted");
    repository.files.put(asked(OTHER), "another package".getBytes(UTF_8));
    repository.takeAsked();
    assertThat(sync()).isInstanceOf(SyncResult.Collected.class);
    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD), asked(OTHER));
    assertThat(bytes(entry(OTHER))).isEqualTo("another package".getBytes(UTF_8));
  }

  @Test
  void deltaPackagesAreCarried() {
    byte[] delta = "a delta".getBytes(UTF_8);
    repository.metadata.put(
        "prestodelta",
        """
        <prestodelta><newpackage name="hello" epoch="0" version="1.0" release="1" arch="noarch">
        <delta oldepoch="0" oldversion="0.9" oldrelease="1">
        <filename>drpms/hello-0.9_1.0.drpm</filename><sequence>x</sequence><size>7</size>
        <checksum type="sha256">%s</checksum></delta></newpackage></prestodelta>
        """
            .formatted(Digest.sha256Of(delta).hex())
            .getBytes(UTF_8));
    repository.files.put(asked("drpms/hello-0.9_1.0.drpm"), delta);
    repository.publish();
    policy = Policy.FULL;

    sync();

    assertThat(bytes(entry("drpms/hello-0.9_1.0.drpm"))).isEqualTo(delta);
  }

  @Test
  void severalRepositoriesShareATree() {
    TestingRpmRepository second = new TestingRpmRepository();
    try (second) {
      second.add("updated", "an update");
      second.publish();
      RpmSource both =
          source(
              new RpmRepository("os", "42/os", origin, keyring, packageKeyring),
              new RpmRepository(
                  "updates",
                  "42/os/updates",
                  new RpmOrigin.Baseurl(second.base()),
                  keyring,
                  packageKeyring));
      policy = Policy.FULL;
      sync(both, false);
      assertThat(entry("updates/" + TestingRpmRepository.fileName("updated")).role())
          .isEqualTo(Role.PAYLOAD);
      repository.takeAsked();
      second.takeAsked();
      assertThat(sync(both, false)).isInstanceOf(SyncResult.Unchanged.class);
      assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
      assertThat(second.takeAsked()).containsExactly(asked(REPOMD));

      second.timestamp++;
      second.add("more", "another update");
      second.publish();
      assertThat(sync(both, false)).isInstanceOf(SyncResult.Collected.class);
      assertThat(repository.takeAsked())
          .as("the rest is in the store")
          .containsExactly(asked(REPOMD));
      assertThat(find(HELLO)).isPresent();
      sync(both, false);
      repository.takeAsked();
      assertThat(sync(both, false)).isInstanceOf(SyncResult.Unchanged.class);
      assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
    }
  }

  @Test
  void aRepositoryMayBeTheWholeTree() {
    RpmSource root = source(new RpmRepository("all", "", origin, keyring, packageKeyring));

    sync(root, false);

    assertThat(paths()).contains("repodata/repomd.xml", HELLO);
    MemorySink sink = new MemorySink();
    root.lazyFetch(upstream)
        .fetch(store.manifests().find(root(), entrepot.kit.TreePath.of(HELLO)).orElseThrow(), sink);
    assertThat(sink.content()).isEqualTo("hello, world".getBytes(UTF_8));
  }

  @Test
  void lazyPackagesAreFetchedWhenAskedFor() {
    sync();
    MemorySink sink = new MemorySink();

    source().lazyFetch(upstream).fetch(entry(OTHER), sink);

    assertThat(sink.content()).isEqualTo("another package".getBytes(UTF_8));
  }

  @Test
  void anUpstreamThatShrinksIsRefusedUntilItIsAllowed() {
    for (int i = 0; i < 20; i++) {
      repository.add("p" + i, "package " + i);
    }
    repository.publish();
    sync();
    for (int i = 0; i < 20; i++) {
      repository.remove("p" + i);
    }
    repository.publish();

    refused(entrepot.collect.ShrunkUpstream.class, "shrank");

    assertThat(sync(source(), true)).isInstanceOf(SyncResult.Collected.class);
  }
}
