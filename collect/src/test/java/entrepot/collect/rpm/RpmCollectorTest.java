package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import entrepot.collect.Policy;
import entrepot.collect.Quarantined;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.Role;
import entrepot.store.manifest.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class RpmCollectorTest extends RpmFixture {
  private static final String REPOMD = "repodata/repomd.xml";
  private static final String HELLO = TestingRpmRepository.fileName("hello");
  private static final String OTHER = TestingRpmRepository.fileName("other");

  @BeforeEach
  void somePackages() {
    repository.add("hello", "hello, world").add("other", "another package");
    repository.metadata.put("filelists", "<filelists/>".getBytes(UTF_8));
    repository.metadata.put("group", "<comps/>".getBytes(UTF_8));
    repository.metadata.put("something-new", "not even xml".getBytes(UTF_8));
    repository.publish();
  }

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
    repository.etags = false;
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
    keyring = Optional.of(KEY.keyring(folder));

    sync();

    assertThat(bytes(entry(REPOMD + ".asc"))).isEqualTo(repository.file(asked(REPOMD + ".asc")));
    assertThat(entry(REPOMD + ".asc").role()).isEqualTo(Role.ENTRY_POINT);
    assertThat(bytes(entry(REPOMD + ".key"))).isEqualTo("the key".getBytes(UTF_8));
    repository.takeAsked();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(repository.takeAsked()).containsExactly(asked(REPOMD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "zst", "bz2", "plain", "misnamed"})
  void readsPrimaryInEveryCompression(String compression) throws IOException {
    byte[] plain = repository.primary().getBytes(UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    switch (compression) {
      case "xz" -> {
        try (XZOutputStream xz = new XZOutputStream(out, new LZMA2Options(1))) {
          xz.write(plain);
        }
      }
      case "zst" -> out.write(Zstd.compress(plain));
      case "bz2" -> {
        try (BZip2CompressorOutputStream bz2 = new BZip2CompressorOutputStream(out)) {
          bz2.write(plain);
        }
      }
      case "misnamed" -> out.write(TestingRpmRepository.gzip(plain));
      default -> out.write(plain);
    }
    repository.publish(out.toByteArray(), "primary.xml." + compression);

    sync();

    assertThat(entry(HELLO).state()).isEqualTo(State.LAZY);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sha", "sha1", "sha224", "sha384", "sha512"})
  void verifiesByEveryAlgorithm(String type) {
    policy = Policy.FULL;
    repository.checksumType = type;
    repository.add("hello", "hello, world").add("other", "another package");
    repository.publish();

    sync();

    assertThat(bytes(entry(HELLO))).isEqualTo("hello, world".getBytes(UTF_8));
    assertThat(entry(HELLO).digests()).hasSize(2);
  }

  @Test
  void md5IsRefusedUnlessAllowed() {
    repository.checksumType = "md5";
    repository.add("hello", "hello, world").add("other", "another package");
    repository.publish();
    refused(RepositoryRefused.class, "fedora", "MD5");
    allowMd5 = true;

    sync();

    assertThat(entry(HELLO).digests())
        .extracting(Digest::algorithm)
        .containsExactly(Digest.Algorithm.MD5);
  }

  @Test
  void aPackageWithoutAUsableChecksumIsMissing() {
    repository.element("old", "href=\"old.rpm\"", "<checksum type=\"md5\">00</checksum>", 1);
    repository.publish();

    SyncResult result = sync();

    assertThat(entry("old.rpm").state()).isEqualTo(State.MISSING);
    assertThat(entry("old.rpm").text(Extension.REASON).orElseThrow()).contains("MD5");
    assertThat(((SyncResult.Collected) result).quarantined())
        .extracting(Quarantined::path)
        .hasToString("[%s/old.rpm]".formatted(PATH));
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
  void twoElementsOfOneFileAreOneEntryOrAConflict() {
    repository.element("same", HELLO, "hello, world".getBytes(UTF_8));
    repository.element("unlike", OTHER, "different".getBytes(UTF_8));
    repository.publish();

    sync();

    assertThat(entry(HELLO).state()).isEqualTo(State.LAZY);
    assertThat(entry(OTHER).state()).isEqualTo(State.MISSING);
    assertThat(entry(OTHER).digests()).isEmpty();
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
  void oddAddressesMeanWhatTheyMeanToAClient() {
    byte[] content = "odd".getBytes(UTF_8);
    repository.element("a", "./x/./dots.rpm", content);
    repository.element("b", "x//gap.rpm", content);
    repository.element("c", "x/c%2B%2b%7Ebeta.rpm", content);
    repository.element("d", "x/../y/back.rpm", content);
    repository.element("e", "/rooted.rpm", content);
    repository.element("f", "f+~^.rpm", content);
    for (String file :
        List.of(
            "x/dots.rpm", "x//gap.rpm", "x/c++~beta.rpm", "y/back.rpm", "rooted.rpm", "f+~^.rpm")) {
      repository.files.put(asked(file), content);
    }
    repository.publish();
    policy = Policy.FULL;

    sync();

    for (String file :
        List.of(
            "x/dots.rpm", "x/gap.rpm", "x/c++~beta.rpm", "y/back.rpm", "rooted.rpm", "f+~^.rpm")) {
      assertThat(entry(file).state()).as(file).isEqualTo(State.PRESENT);
    }
  }

  @Test
  void packagesThatNoTreeCanHaveAreLeftOutAndTold() {
    byte[] content = "odd".getBytes(UTF_8);
    repository.element("a", "x?y.rpm", content);
    repository.element("b", "x#y.rpm", content);
    repository.element("c", "x%2fy.rpm", content);
    repository.element("d", "x%zz.rpm", content);
    repository.element("e", "x%00.rpm", content);
    repository.element("f", "x\\y.rpm", content);
    repository.element("g", "http://elsewhere.example.org/x.rpm", content);
    repository.element("h", "folder/", content);
    repository.element(
        "i", "xml:base=\"http://elsewhere.example.org/\" href=\"y.rpm\"", checksum(content), 3);
    repository.publish();

    sync();

    assertThat(paths()).hasSize(7);
    assertThat(notes).hasSize(9).allMatch(note -> note.contains("left out"));
  }

  private String checksum(byte[] content) {
    return repository.checksum(content);
  }

  @Test
  void aBaseThatIsTheRepositoryItselfIsNoOtherPlace() {
    byte[] content = "own".getBytes(UTF_8);
    repository.element(
        "own",
        "xml:base=\"%s\" href=\"own.rpm\"".formatted(repository.base()),
        checksum(content),
        3);
    repository.publish();

    sync();

    assertThat(entry("own.rpm").state()).isEqualTo(State.LAZY);
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
