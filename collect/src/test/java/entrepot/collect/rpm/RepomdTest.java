package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.HostileIndex;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RepomdTest {
  private static final String HEAD =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          + "<repomd xmlns=\"http://linux.duke.edu/metadata/repo\""
          + " xmlns:rpm=\"http://linux.duke.edu/metadata/rpm\">\n";

  private static Repomd read(String text) {
    return Repomd.read(text.getBytes(UTF_8), "repodata/repomd.xml");
  }

  private static void refused(String text, String... words) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(HostileIndex.class)
        .hasMessageContaining("repodata/repomd.xml")
        .hasMessageContainingAll(words);
  }

  @Test
  void saysWhatItNames() {
    Repomd repomd =
        read(
            HEAD
                + """
                  <revision>1700000000</revision>
                  <tags><distro cpeid="cpe:/o:x">X</distro></tags>
                  <data type="primary">
                    <checksum type="sha256">ab12</checksum>
                    <open-checksum type="sha256">cd34</open-checksum>
                    <location href="repodata/ab12-primary.xml.gz"/>
                    <timestamp>1700000001.52</timestamp>
                    <size>123</size>
                    <open-size>4567</open-size>
                  </data>
                  <data type="future">
                    <location xml:base="http://elsewhere/" href="repodata/x"/>
                    <checksum type="sha">ef</checksum>
                    <timestamp>1700000000</timestamp>
                  </data>
                </repomd>
                """);

    assertThat(repomd.revision()).contains("1700000000");
    assertThat(repomd.timestamp()).isEqualTo(1700000001);
    assertThat(repomd.data()).extracting(Repomd.Data::type).containsExactly("primary", "future");
    Repomd.Data primary = repomd.first("primary").orElseThrow();
    assertThat(primary.href()).isEqualTo("repodata/ab12-primary.xml.gz");
    assertThat(primary.checksumType()).isEqualTo("sha256");
    assertThat(primary.checksum()).isEqualTo("ab12");
    assertThat(primary.size()).isEqualTo(OptionalLong.of(123));
    assertThat(primary.openSize()).isEqualTo(OptionalLong.of(4567));
    assertThat(repomd.first("future").orElseThrow().base()).contains("http://elsewhere/");
    assertThat(repomd.first("future").orElseThrow().size()).isEmpty();
  }

  @Test
  void refusesADocumentType() {
    refused("<?xml version=\"1.0\"?><!DOCTYPE repomd [<!ENTITY a \"b\">]><repomd/>", "DTD");
  }

  @Test
  void refusesEntitiesThatXmlDoesNotHave() {
    refused(HEAD + "<revision>&lol;</revision></repomd>", "entity \"lol\"");
  }

  @Test
  void refusesExternalDocumentTypes() {
    refused("<!DOCTYPE repomd SYSTEM \"file:///etc/passwd\"><repomd>&x;</repomd>", "DTD");
  }

  @Test
  void refusesDepth() {
    refused(HEAD + "<a>".repeat(10_000), "epth");
  }

  @Test
  void refusesManyAttributes() {
    StringBuilder attributes = new StringBuilder();
    for (int i = 0; i < 1_000; i++) {
      attributes.append(" a").append(i).append("=\"\"");
    }
    refused(HEAD + "<data" + attributes + "/></repomd>", "ttribute");
  }

  @Test
  void refusesLongAttributes() {
    refused(HEAD + "<data type=\"" + "a".repeat(200_000) + "\"/></repomd>", "ttribute");
  }

  @Test
  void refusesLongTexts() {
    refused(HEAD + "<revision>" + "a".repeat(200_000) + "</revision></repomd>", "text");
  }

  @Test
  void refusesMoreFilesThanARepositoryHas() {
    String data =
        "<data type=\"x\"><location href=\"x\"/><checksum type=\"sha256\">a</checksum></data>";
    refused(HEAD + data.repeat(1_001) + "</repomd>", "more than 1000 files");
  }

  @Test
  void refusesSizesThatAreNone() {
    refused(HEAD + "<data type=\"x\"><size>-1</size></data></repomd>", "line 3", "'-1' is no size");
    refused(HEAD + "<data type=\"x\"><size>" + "9".repeat(30) + "</size></data></repomd>", "size");
  }

  @Test
  void refusesOtherDocuments() {
    refused("", "XML");
    refused("<html></html>", "no repomd.xml");
    refused(HEAD, "XML");
    refused("not xml at all", "XML");
    assertThatThrownBy(() -> Repomd.read("<repomd/>".getBytes(UTF_16), "repodata/repomd.xml"))
        .isInstanceOf(HostileIndex.class);
  }
}
