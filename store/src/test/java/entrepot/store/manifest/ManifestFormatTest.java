package entrepot.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.TestingMemoryBackend;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The format as bytes: whoever changes these changes every digest that was ever published. */
class ManifestFormatTest {
  private static final Entry PACKAGE =
      Entry.present(
          TreePath.of("pool/a.deb"),
          Role.PAYLOAD,
          300,
          1_700_000_000,
          Digest.sha256("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"));
  private static final Entry LAZY =
      Entry.lazy(
              TreePath.of("pool/ab.deb"),
              Role.INDEX,
              Entry.UNKNOWN_SIZE,
              -1,
              List.of(Digest.ofHex(Digest.Algorithm.MD5, "ffeeddccbbaa99887766554433221100")))
          .with(Extension.GROUP, "g");
  private static final Entry GONE =
      new Entry(TreePath.of("z"), Role.ENTRY_POINT, State.MISSING, 7, 0, List.of(), List.of())
          .with(Extension.REASON, "no");

  @Test
  void aLeaf() {
    NodeDraft leaf = new NodeDraft(0);
    leaf.add(PACKAGE);
    leaf.add(LAZY);
    leaf.add(GONE);
    assertThat(HexFormat.of().formatHex(leaf.canonical()))
        .isEqualTo(
            // "ENTN", version 1, level 0, 3 records
            "454e544e"
                + "01"
                + "00"
                + "03"
                // shares 0, 10 more bytes: pool/a.deb; file, payload, present; 301; mtime
                + "00"
                + "0a"
                + "706f6f6c2f612e646562"
                + "000000"
                + "ad02"
                + "80c49fd50c"
                // one digest, sha256; no fields
                + "01"
                + "01"
                + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
                + "00"
                // shares 6, 5 more bytes: b.deb; file, index, lazy; size unknown; mtime -1
                + "06"
                + "05"
                + "622e646562"
                + "000101"
                + "00"
                + "01"
                // one digest, md5; one field: tag 2, 1 byte: g
                + "01"
                + "04"
                + "ffeeddccbbaa99887766554433221100"
                + "01"
                + "02"
                + "01"
                + "67"
                // shares 0, 1 more byte: z; file, entry point, missing; 8; mtime 0
                + "00"
                + "01"
                + "7a"
                + "000202"
                + "08"
                + "00"
                // no digest; one field: tag 8, 2 bytes: no
                + "00"
                + "01"
                + "08"
                + "02"
                + "6e6f");
  }

  @Test
  void anInnerNode() {
    NodeDraft inner = new NodeDraft(1);
    Digest child =
        Digest.sha256("00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff");
    inner.add(new Child(TreePath.of("a/b"), child, new Summary(32, 70_000, 3, 0)));
    inner.add(new Child(TreePath.of("a/c"), child, new Summary(1, 0, 0, 1)));
    assertThat(HexFormat.of().formatHex(inner.canonical()))
        .isEqualTo(
            "454e544e"
                + "01"
                + "01"
                + "02"
                + "00"
                + "03"
                + "612f62"
                + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
                + "20"
                + "f0a204"
                + "03"
                + "00"
                + "02"
                + "01"
                + "63"
                + "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
                + "01"
                + "00"
                + "00"
                + "01");
  }

  @Test
  void theRootOfThreeEntries() {
    Manifests manifests = new Manifests(new TestingMemoryBackend());
    assertThat(manifests.build(List.of(PACKAGE, LAZY, GONE).iterator()).hex())
        .isEqualTo("9a3332c8ff6415817af9879a31d1f33756cab736b9fa05826376ab1218514552");
  }

  @Test
  void theEmptyManifest() {
    assertThat(new Manifests(new TestingMemoryBackend()).empty())
        .isEqualTo(Digest.sha256Of(HexFormat.of().parseHex("454e544e010000")));
  }

  @Test
  void theRootOfTenThousandEntries() {
    Manifests manifests = new Manifests(new TestingMemoryBackend());
    List<Entry> entries =
        java.util.stream.IntStream.range(0, 10_000)
            .mapToObj(i -> TestingEntries.entry("pool/%05d.deb".formatted(i), i))
            .toList();
    assertThat(manifests.build(entries.iterator()).hex())
        .isEqualTo("e5b4931204b649ef83c29d159f62b9e615a16db96d2ad67cc6aaf30faac9dd7c");
  }
}
