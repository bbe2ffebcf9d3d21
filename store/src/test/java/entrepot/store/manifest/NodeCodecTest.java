package entrepot.store.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.kit.Digest;
import entrepot.kit.TreePath;
import entrepot.store.backend.Key;
import entrepot.store.backend.TestingMemoryBackend;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Bytes that are not a node are refused in so many words, and never anything else happens. */
class NodeCodecTest {
  private static final Digest NAME = Digest.sha256Of(new byte[0]);
  private static final String LEAF = "454e544e0100";
  private static final String INNER = "454e544e0101";
  private static final String REST = "000002" + "00" + "00" + "00" + "00";
  private static final String SHA = "00".repeat(32);

  private static void refused(String hex, String reason) {
    assertThatThrownBy(() -> NodeCodec.read(HexFormat.of().parseHex(hex), NAME))
        .isInstanceOf(ManifestCorrupt.class)
        .hasMessageContaining(NAME.hex())
        .hasMessageContaining(reason);
  }

  @Test
  void whatIsNoNodeIsRefused() {
    refused("", "does not begin");
    refused("454e5450010000", "does not begin");
    refused("454e544e020000", "format version 2");
    refused("454e544e014100", "level 65");
    refused(INNER + "00", "without children");
    refused(LEAF, "ends early");
    refused(LEAF + "01", "ends early");
    refused(LEAF + "0000", "after its last record");
  }

  @Test
  void numbersHaveTheirShortestForm() {
    refused(LEAF + "8000", "longer than it need be");
    refused(LEAF + "ffffffffffffffffff02", "more than 64 bits");
    refused(LEAF + "ffffffffffffffffffff01", "more than 64 bits");
    refused(LEAF + "ffffffff7f", "record count");
    refused(LEAF + "ffffffffffffffffff01", "record count");
  }

  @Test
  void pathsAscendAndShareAllTheyCan() {
    String a = "0001" + "61" + REST;
    refused(LEAF + "02" + a + a, "shares more");
    refused(LEAF + "02" + "0001" + "62" + REST + a, "ascend");
    refused(LEAF + "02" + a + "0002" + "6162" + REST, "shares more");
    refused(LEAF + "02" + a + "0100" + REST, "ascend");
    refused(LEAF + "02" + a + "0201" + "62" + REST, "shared path length");
    refused(LEAF + "01" + "0101" + "61" + REST, "shared path length");
    refused(LEAF + "01" + "00" + "ffffff7f", "path length");
    refused(LEAF + "01" + "0005" + "61", "ends early");
    refused(LEAF + "01" + "0000" + REST, "empty");
    refused(LEAF + "01" + "0002" + "2e2e" + REST, "'..'");
    refused(LEAF + "01" + "0001" + "ff" + REST, "UTF-8");
    refused(LEAF + "02" + "0002" + "612f" + REST, "empty part");
    refused(LEAF + "02" + a + "0103" + "2f2e2e" + REST, "'..'");
    refused(LEAF + "02" + a + "0101" + "2f" + REST, "empty part");
    refused(LEAF + "02" + "0003" + "612f2e" + REST, "'.'");
  }

  @Test
  void fieldsAreKnownOnes() {
    String a = LEAF + "01" + "0001" + "61";
    refused(a + "010200" + "00000000", "kind 1");
    refused(a + "000300" + "00000000", "role 3");
    refused(a + "000003" + "00000000", "state 3");
    refused(a + "000000" + "00000000", "present entry without size");
    refused(a + "000100" + "0100" + "0101" + SHA, "ends early");
    refused(a + "000002" + "ffffffffffffffffff01" + "000000", "2^63");
    refused(a + "000002" + "0000" + "07", "7 digests");
    refused(a + "000002" + "0000" + "0109" + SHA + "00", "algorithm 9");
    refused(a + "000002" + "0000" + "02" + "01" + SHA + "01" + SHA + "00", "two digests");
    refused(a + "000002" + "0000" + "00" + "11", "extension fields");
    refused(a + "000002" + "0000" + "00" + "01" + "03" + "00", "must not ignore");
    refused(a + "000002" + "0000" + "00" + "01" + "02" + "ffff7f", "extension length");
    refused(a + "000002" + "0000" + "00" + "02" + "0400" + "0200", "not in order");
    refused(a + "000002" + "0000" + "00" + "01" + "0a" + "0100", "a time of 1 bytes");
  }

  @Test
  void sumsAreNatural() {
    refused(INNER + "01" + "0001" + "61" + SHA + "ffffffffffffffffff01", "entry count");
  }

  /** Any node that is read is written again as the same bytes. */
  @Property(tries = 3000)
  void aNodeHasOneEncoding(@ForAll long seed) {
    Random random = new Random(seed);
    NodeDraft draft = new NodeDraft(0);
    for (int i = 0; i < 5; i++) {
      draft.add(TestingEntries.entry("p/é" + i + "/x", i).with(Extension.GROUP, "g" + i));
    }
    byte[] bytes = draft.canonical();
    for (int i = random.nextInt(4); i > 0; i--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    Node node;
    try {
      node = NodeCodec.read(bytes, NAME);
    } catch (ManifestCorrupt refused) {
      return;
    }
    NodeDraft again = new NodeDraft(node.level());
    switch (node) {
      case Node.Leaf leaf -> leaf.entries().forEach(again::add);
      case Node.Inner inner -> inner.children().forEach(again::add);
    }
    assertThat(again.canonical()).isEqualTo(bytes);
  }

  @Property(tries = 1000)
  void noiseIsRefused(@ForAll byte[] noise) {
    byte[] bytes = new byte[noise.length + 6];
    System.arraycopy(HexFormat.of().parseHex(LEAF), 0, bytes, 0, 6);
    System.arraycopy(noise, 0, bytes, 6, noise.length);
    try {
      NodeCodec.read(bytes, NAME);
    } catch (ManifestCorrupt refused) {
      assertThat(refused.next()).isNotEmpty();
    }
  }

  @Test
  void aStoredNodeIsCheckedAgainstItsDigest() {
    TestingMemoryBackend backend = new TestingMemoryBackend();
    Digest root = new Manifests(backend).build(List.of(TestingEntries.entry("a", 1)).iterator());
    NodeDraft other = new NodeDraft(0);
    other.add(TestingEntries.entry("a", 2));
    backend.replace(Key.node(root), Compression.pack(other.canonical()));
    assertThatThrownBy(() -> new Manifests(backend).find(root, TreePath.of("a")))
        .isInstanceOf(ManifestCorrupt.class)
        .hasMessageContaining("other bytes");
  }

  @Test
  void aStoredNodeThatUnpacksTooFarIsRefused() {
    TestingMemoryBackend backend = new TestingMemoryBackend();
    backend.put(Key.node(NAME), Compression.pack(new byte[64 << 20]));
    assertThatThrownBy(() -> new Manifests(backend).summary(NAME))
        .isInstanceOf(ManifestCorrupt.class)
        .hasMessageContaining("not a zstd frame of");
    backend.replace(Key.node(NAME), new byte[] {1, 2, 3});
    assertThatThrownBy(() -> new Manifests(backend).summary(NAME))
        .isInstanceOf(ManifestCorrupt.class);
  }

  @Test
  void anInnerNodeThatLiesAboutItsChildrenIsRefused() {
    TestingMemoryBackend backend = new TestingMemoryBackend();
    Nodes nodes = new Nodes(backend, 0);
    NodeDraft leaf = new NodeDraft(0);
    leaf.add(TestingEntries.entry("b", 1));
    leaf.add(TestingEntries.entry("d", 1));
    Child child = leaf.describe(nodes.write(leaf.canonical()));
    Manifests manifests = new Manifests(backend);

    NodeDraft otherFirst = new NodeDraft(1);
    otherFirst.add(new Child(TreePath.of("a"), child.digest(), child.summary()));
    Digest root = nodes.write(otherFirst.canonical());
    assertThatThrownBy(() -> manifests.find(root, TreePath.of("b")))
        .isInstanceOf(ManifestCorrupt.class);

    NodeDraft overlapping = new NodeDraft(1);
    overlapping.add(child);
    overlapping.add(new Child(TreePath.of("c"), child.digest(), child.summary()));
    Digest second = nodes.write(overlapping.canonical());
    assertThatThrownBy(() -> manifests.entries(second).hasNext())
        .isInstanceOf(ManifestCorrupt.class)
        .hasMessageContaining("reaches into");

    NodeDraft tooHigh = new NodeDraft(2);
    tooHigh.add(child);
    Digest third = nodes.write(tooHigh.canonical());
    assertThatThrownBy(() -> manifests.find(third, TreePath.of("b")))
        .isInstanceOf(ManifestCorrupt.class);
  }
}
