package entrepot.kit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TreePathTest {
  @Test
  void ordinaryPathsAreKeptAsTheyAre() {
    for (String path :
        List.of("a", "pool/main/g/g++/g++_12.2.deb", "é/ü/日本", ".hidden", "..a", "a..", "a b~+:")) {
      assertThat(TreePath.of(path)).hasToString(path);
      assertThat(TreePath.ofUtf8(path.getBytes(UTF_8))).isEqualTo(TreePath.of(path));
    }
  }

  @Test
  void pathsThatCouldEscapeAreRefused() {
    for (String path :
        List.of(
            "",
            "/",
            "/a",
            "a/",
            "a//b",
            ".",
            "..",
            "a/..",
            "../a",
            "a/./b",
            "a\\b",
            "a\nb",
            "a\u0000",
            "a\u007f",
            "a\u0085b",
            "a/\u009f")) {
      assertThatThrownBy(() -> TreePath.of(path)).as(path).isInstanceOf(InvalidPath.class);
    }
  }

  @Test
  void bytesThatAreNotUtf8AreRefused() {
    for (int[] bytes : new int[][] {{0xff}, {0xc3}, {0xc0, 0xaf}, {0xed, 0xa0, 0x80}}) {
      byte[] path = new byte[bytes.length];
      for (int i = 0; i < bytes.length; i++) {
        path[i] = (byte) bytes[i];
      }
      assertThatThrownBy(() -> TreePath.ofUtf8(path)).isInstanceOf(InvalidPath.class);
    }
    assertThatThrownBy(() -> TreePath.of("a\ud800")).isInstanceOf(InvalidPath.class);
  }

  @Test
  void aPathHasAtMostNineHundredBytes() {
    assertThat(TreePath.of("é".repeat(450)).length()).isEqualTo(900);
    assertThatThrownBy(() -> TreePath.of("é".repeat(450) + "a"))
        .isInstanceOf(InvalidPath.class)
        .hasMessageContaining("901 bytes");
  }

  @Test
  void theErrorShowsNoControlCharacters() {
    assertThatThrownBy(() -> TreePath.of("a\u001b[31m")).hasMessageNotContaining("\u001b");
  }

  @Test
  void theOrderIsThatOfUnsignedBytes() {
    assertThat(List.of("a-b", "a/b", "a0", "z", "é"))
        .extracting(TreePath::of)
        .isSortedAccordingTo(TreePath::compareTo);
  }

  @Test
  void aPathKnowsItsFolder() {
    TreePath path = TreePath.of("a/b/c");
    assertThat(path.parent()).contains(TreePath.of("a/b"));
    assertThat(TreePath.of("a").parent()).isEmpty();
    assertThat(path.isBelow(TreePath.of("a/b"))).isTrue();
    assertThat(path.isBelow(TreePath.of("a"))).isTrue();
    assertThat(TreePath.of("a-b").isBelow(TreePath.of("a"))).isFalse();
    assertThat(path.isBelow(path)).isFalse();
  }

  @Test
  void aPathFollowsAnother() {
    for (List<String> pair :
        List.of(
            List.of("pool/a/x", "pool/a/y"),
            List.of("a", "a/b"),
            List.of("a/é", "a/è"),
            List.of("é", "éa"),
            List.of("a", "é"))) {
      TreePath former = TreePath.of(pair.getFirst());
      TreePath path = TreePath.of(pair.getLast());
      int shared = path.sharedWith(former);
      byte[] rest = path.utf8();
      assertThat(former.followedBy(shared, rest, shared, rest.length - shared)).isEqualTo(path);
    }
  }

  @Test
  void whatFollowsIsCheckedAcrossTheSeam() {
    assertThatThrownBy(() -> follow("a/.x", 3, ".")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("a/b", 2, "")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("a/b", 2, "/c")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("a/..b", 4, "/c")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("é", 1, "a")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("é", 1, "")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("a", 1, "\n")).isInstanceOf(InvalidPath.class);
    assertThatThrownBy(() -> follow("a", 1, "b".repeat(900))).isInstanceOf(InvalidPath.class);
  }

  private static TreePath follow(String former, int shared, String rest) {
    byte[] bytes = rest.getBytes(UTF_8);
    return TreePath.of(former).followedBy(shared, bytes, 0, bytes.length);
  }
}
