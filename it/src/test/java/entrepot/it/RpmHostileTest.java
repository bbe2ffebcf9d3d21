package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.Fault;
import entrepot.it.fixture.GpgKey;
import entrepot.it.fixture.RpmPlan;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Broken and hostile RPM repositories; what is wrong is signed, where a vendor could sign it. */
@NeedsRpmTools
class RpmHostileTest extends HostileContract<RpmRoad> {
  private static final String PRIMARY = "primary";

  RpmHostileTest() {
    super("repodata", "repomd\\.xml", "primary", "the upstream answered 404");
  }

  @Override
  RpmRoad road(Path folder) {
    return new RpmRoad(folder, RpmPlan.small().packages(PACKAGES), "full");
  }

  @Test
  void aForeignSignature() {
    try (GpgKey other = GpgKey.create(folder.resolve("other"), "Somebody else")) {
      road.repository.signWith(other);
      road.repository.publish();
    }
    assertThat(failure()).contains("repomd.xml", "sign");
  }

  @Test
  void aTamperedRepomd() {
    road.repository.publish();
    road.upstream.fault("repomd.xml$", new Fault.Corrupt(300));
    assertThat(failure()).contains("repomd.xml", "sign");
  }

  @Test
  void aRepomdWhoseSignatureIsGone() {
    road.repository.publish();
    road.upstream.fault("repomd.xml.asc", new Fault.Status(404));
    assertThat(failure()).contains("repomd.xml", "no readable signature");
  }

  @Test
  void anXmlBombInRepomd() {
    road.repository.editRepomd(text -> bomb(text, "repomd"));
    road.repository.publish();
    assertThat(failure()).contains("repomd.xml", "DTD");
  }

  @Test
  void anXmlBombInPrimary() {
    road.repository.edit(PRIMARY, text -> bomb(text, "metadata"));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml", "DTD");
  }

  @Test
  void anExternalEntity() {
    road.repository.edit(
        PRIMARY,
        text ->
            text.replaceFirst(
                "<metadata",
                "<!DOCTYPE metadata [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n<metadata"));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml", "DTD");
  }

  @Test
  void aClaimOfTenMillionPackages() {
    road.repository.edit(
        PRIMARY, text -> text.replaceFirst("packages=\"\\d+\"", "packages=\"10000000\""));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml", "it claims to name 10000000 packages");
  }

  @Test
  void aPackageWhosePathClimbsOut() {
    road.repository.edit(
        PRIMARY, text -> text.replaceFirst("href=\"Packages/", "href=\"Packages/../../../../etc/"));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml", "..");
  }

  @Test
  void metadataWhosePathClimbsOut() {
    road.repository.editRepomd(text -> text.replaceFirst("href=\"repodata/", "href=\"../../"));
    road.repository.publish();
    assertThat(failure()).contains("repomd.xml", "..");
  }

  @Test
  void metadataWithTheChecksumOfAnotherFile() {
    road.repository.editRepomd(RpmHostileTest::swapChecksums);
    road.repository.publish();
    assertThat(failure()).contains("repodata/", "sha256");
  }

  @Test
  void aDecompressionBomb() {
    road.repository.edit(PRIMARY, text -> text + " ".repeat(64 << 20));
    road.repository.editRepomd(
        text -> text.replaceAll("<open-size>\\d{7,}</open-size>", "<open-size>60000</open-size>"));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml.gz", "60000");
  }

  @Test
  void xmlThatEndsInTheMiddle() {
    road.repository.edit(PRIMARY, text -> text.substring(0, text.length() / 2));
    road.repository.publish();
    assertThat(failure()).contains("primary.xml");
  }

  @Test
  void somethingElseThanXml() {
    road.repository.edit(PRIMARY, text -> "404, but with a good signature\n");
    road.repository.publish();
    assertThat(failure()).contains("primary.xml");
  }

  /** Ten entities, each ten of the one before: a billion laughs. */
  private static String bomb(String text, String root) {
    StringBuilder dtd = new StringBuilder("<!DOCTYPE " + root + " [<!ENTITY l0 \"ha\">");
    for (int i = 1; i < 10; i++) {
      dtd.append("<!ENTITY l%d \"%s\">".formatted(i, "&l%d;".formatted(i - 1).repeat(10)));
    }
    dtd.append("]>\n<").append(root);
    return text.replaceFirst("<" + root, Matcher.quoteReplacement(dtd.toString()))
        .replaceFirst("</" + root + ">", "&l9;</" + root + ">");
  }

  /** The checksum and sizes of the second file stand at the first too. */
  private static String swapChecksums(String repomd) {
    Matcher sums = Pattern.compile("<checksum type=\"sha256\">([0-9a-f]{64})<").matcher(repomd);
    if (!sums.find()) {
      throw new IllegalArgumentException("no checksum");
    }
    String first = sums.group(1);
    if (!sums.find()) {
      throw new IllegalArgumentException("one checksum");
    }
    return repomd.replaceFirst(">" + first + "<", ">" + sums.group(1) + "<");
  }
}
