package entrepot.app.quickstart.rpm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** rpm, gpg, createrepo_c and dnf are the judges: none of the code here checks itself. */
class RpmRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final RpmKey KEY =
      RpmKey.create("Entrepot test <test@example.org>", NOW.minusSeconds(60));

  @TempDir private Path temporary = Path.of("");

  private RpmRepository sample(String name) {
    RpmRepository repository = new RpmRepository(temporary.resolve(name), KEY);
    repository.addAll(
        List.of(
            RpmPackageSpec.of("hello", "1.0")
                .file(new Payload.Text("/usr/share/hello/hello.txt", "Hello & <welcome>\n"))
                .file(new Payload.Text("/etc/hello.conf", "greeting = hello\n")),
            RpmPackageSpec.of("hello-extra", "2.5~rc1")
                .release("3.fc42")
                .arch("x86_64")
                .summary("Says \"hello\" <again> & again")
                .requires("hello")
                .requires("/usr/share/hello/hello.txt")
                .payloadBytes(257_000, 7),
            RpmPackageSpec.of("nothing", "1+git20260101").built(NOW)));
    repository.publish(NOW);
    return repository;
  }

  @Test
  void itsPackagesAreSignedAsRpmWantsIt() throws Exception {
    RpmRepository repository = sample("repository");
    Path database = temporary.resolve("rpmdb");
    Path key = KEY.writePublicKey(temporary.resolve("key.asc"));
    new Tool("rpmkeys").run("--dbpath", database, "--import", key);
    for (Path file : repository.files()) {
      assertThat(new Tool("rpmkeys").run("--dbpath", database, "--checksig", "-v", file))
          .contains("V4 RSA/SHA256 Signature, key ID")
          .contains("Payload SHA256 digest: OK")
          .doesNotContain("NOTFOUND")
          .doesNotContain("NOKEY")
          .doesNotContain("BAD");
      assertThat(new Tool("rpmkeys").run("--dbpath", database, "--checksig", file))
          .endsWith("digests signatures OK\n");
    }
  }

  @Test
  void whatASignedPackageHoldsCannotBeChanged() throws Exception {
    RpmRepository repository = sample("repository");
    Path database = temporary.resolve("rpmdb");
    Path file = repository.files().getFirst();
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 20] ^= 1;
    Files.write(file, bytes);
    new Tool("rpmkeys")
        .run("--dbpath", database, "--import", KEY.writePublicKey(temporary.resolve("key.asc")));
    Process rpmkeys =
        new ProcessBuilder(
                "rpmkeys", "--dbpath", database.toString(), "--checksig", file.toString())
            .start();
    assertThat(rpmkeys.waitFor()).isNotZero();
  }

  @Test
  void itsRepomdIsSignedAsGpgWantsIt() throws Exception {
    Path repodata = sample("repository").folder().resolve("repodata");
    Path keyring = temporary.resolve("keyring.gpg");
    new Tool("gpg")
        .run("--dearmor", "-o", keyring, KEY.writePublicKey(temporary.resolve("key.asc")));
    assertThat(
            new Tool("gpgv")
                .run(
                    "--keyring",
                    keyring,
                    repodata.resolve("repomd.xml.asc"),
                    repodata.resolve("repomd.xml")))
        .contains("Good signature from \"Entrepot test <test@example.org>\"");
  }

  @Test
  void itsIndexesSayWhatCreaterepoSays() throws Exception {
    RpmRepository repository = sample("repository");
    Path theirs = temporary.resolve("theirs");
    Files.createDirectories(theirs);
    new Tool("createrepo_c")
        .run("--no-database", "--general-compress-type=gz", "-o", theirs, repository.folder());
    for (String type : List.of("primary", "filelists", "other")) {
      assertThat(packages(repository.folder(), type))
          .hasSize(3)
          .containsExactlyInAnyOrderElementsOf(packages(theirs, type));
    }
  }

  @Test
  void itsRepomdNamesTheIndexesWithTrueSizesAndChecksums() throws Exception {
    Path folder = sample("repository").folder();
    Element repomd = parse(Files.newInputStream(folder.resolve("repodata/repomd.xml")));
    assertThat(text(repomd, "revision")).isEqualTo(Long.toString(NOW.getEpochSecond()));
    for (Element data : elements(repomd, "data")) {
      Path file = folder.resolve(elements(data, "location").getFirst().getAttribute("href"));
      byte[] packed = Files.readAllBytes(file);
      byte[] open = new GZIPInputStream(Files.newInputStream(file)).readAllBytes();
      assertThat(text(data, "checksum")).isEqualTo(sha256(packed));
      assertThat(text(data, "open-checksum")).isEqualTo(sha256(open));
      assertThat(text(data, "size")).isEqualTo(Integer.toString(packed.length));
      assertThat(text(data, "open-size")).isEqualTo(Integer.toString(open.length));
      assertThat(file.getFileName().toString()).startsWith(sha256(packed));
    }
    try (Stream<Path> files = Files.list(folder.resolve("repodata"))) {
      assertThat(files).hasSize(5);
    }
  }

  @Test
  void dnfListsIt() throws Exception {
    Path folder = sample("repository").folder();
    Path root = temporary.resolve("root");
    assertThat(
            new Tool("dnf")
                .run(
                    Map.of("HOME", temporary.toString()),
                    "-q",
                    "--installroot=" + root,
                    "--releasever=9",
                    "--setopt=reposdir=" + temporary.resolve("none"),
                    "--setopt=cachedir=" + temporary.resolve("cache"),
                    "--repofrompath=made," + folder.toUri(),
                    "--repo=made",
                    "repoquery"))
        .contains("hello-0:1.0-1.noarch", "hello-extra-0:2.5~rc1-3.fc42.x86_64");
  }

  @Test
  void theSameDescriptionsGiveTheSameBytes() throws Exception {
    Path first = sample("first").folder();
    Path second = sample("second").folder();
    assertThat(contents(first)).isEqualTo(contents(second)).hasSize(8);
  }

  @Test
  void publishesWhatIsAddedAndForgetsTheFormerIndexes() throws Exception {
    RpmRepository repository = sample("repository");
    repository.add(RpmPackageSpec.of("hello", "1.1"));
    assertThat(repository.publish(NOW.plusSeconds(1)))
        .extracting(RpmPackage::nevra)
        .contains("hello-1.0-1.noarch", "hello-1.1-1.noarch");
    assertThat(packages(repository.folder(), "primary")).hasSize(4);
    try (Stream<Path> files = Files.list(repository.folder().resolve("repodata"))) {
      assertThat(files).hasSize(5);
    }
  }

  private static Map<String, String> contents(Path folder) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(folder.relativize(file).toString(), sha256(Files.readAllBytes(file)));
      }
    }
    return contents;
  }

  /** Each package's element as sorted lines, so that neither layout nor order matters. */
  private static List<List<String>> packages(Path folder, String type) throws Exception {
    Element repomd = parse(Files.newInputStream(folder.resolve("repodata/repomd.xml")));
    List<List<String>> packages = new ArrayList<>();
    for (Element data : elements(repomd, "data")) {
      if (data.getAttribute("type").equals(type)) {
        Path file = folder.resolve(elements(data, "location").getFirst().getAttribute("href"));
        Element index = parse(new GZIPInputStream(Files.newInputStream(file)));
        for (Element each : elements(index, "package")) {
          List<String> lines = new ArrayList<>();
          lines(each, "", lines);
          packages.add(lines.stream().sorted().toList());
        }
      }
    }
    return packages;
  }

  private static void lines(Element element, String above, List<String> lines) {
    StringBuilder line = new StringBuilder(above + "/" + element.getTagName());
    var attributes = element.getAttributes();
    for (int i = 0; i < attributes.getLength(); i++) {
      line.append(" ").append(attributes.item(i));
    }
    List<Element> children = elements(element, "*");
    if (children.isEmpty()) {
      line.append(" ").append(element.getTextContent().strip());
    }
    lines.add(line.toString());
    children.forEach(child -> lines(child, above + "/" + element.getTagName(), lines));
  }

  private static List<Element> elements(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element
          && (name.equals("*") || element.getTagName().equals(name))) {
        found.add(element);
      }
    }
    return found;
  }

  private static String text(Element parent, String name) {
    return elements(parent, name).getFirst().getTextContent();
  }

  private static Element parse(InputStream in) throws Exception {
    try (in) {
      return DocumentBuilderFactory.newInstance()
          .newDocumentBuilder()
          .parse(in)
          .getDocumentElement();
    }
  }

  private static String sha256(byte[] bytes) {
    var hash = entrepot.kit.Digest.Algorithm.SHA256.hash();
    return HexFormat.of().formatHex(hash.digest(bytes));
  }
}
