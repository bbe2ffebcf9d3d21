package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import entrepot.collect.Policy;
import entrepot.collect.Quarantined;
import entrepot.collect.SyncResult;
import entrepot.kit.Digest;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** What primary says of packages: their checksums and addresses, in every compression. */
class RpmPrimaryTest extends TwoPackagesFixture {
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
}
