package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.CorruptedFile;
import entrepot.collect.HostileIndex;
import entrepot.collect.LoopbackServer;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.compress.DecompressionBomb;
import entrepot.collect.pgp.SignatureRefused;
import entrepot.kit.Digest;
import entrepot.kit.Failure;
import entrepot.kit.http.ForbiddenAddress;
import entrepot.kit.http.UpstreamFailure;
import entrepot.kit.http.UpstreamRefused;
import entrepot.kit.http.UpstreamTooLarge;
import entrepot.kit.http.UpstreamUnreachable;
import entrepot.store.manifest.NameClash;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RpmHostileTest extends RpmFixture {
  private static final String REPOMD = "repodata/repomd.xml";

  private Digest former = Digest.sha256Of(new byte[0]);

  @BeforeEach
  void aGoodSnapshotFirst() {
    repository.key = KEY;
    keyring = Optional.of(KEY.keyring(temporary));
    repository.add("hello", "hello, world");
    repository.publish();
    sync();
    former = root();
    repository.timestamp += 60;
    repository.add("news", "good news");
  }

  @AfterEach
  void theFormerSnapshotIsStillWhole() {
    assertThat(store.snapshots().of("fedora")).hasSize(1);
    assertThat(store.manifests().summary(former).entries()).isEqualTo(4);
    assertThat(store.leases().live()).isEmpty();
  }

  private void primary(String text) {
    repository.publish(TestingRpmRepository.gzip(text.getBytes(UTF_8)), "primary.xml.gz");
  }

  @Test
  void aRepomdThatWasTamperedWith() {
    repository.publish();
    String repomd = new String(repository.repomd(), UTF_8);
    repository.files.put(asked(REPOMD), repomd.replace("primary", "prim4ry").getBytes(UTF_8));

    refused(SignatureRefused.class, REPOMD, "no signature by");
  }

  @Test
  void aSignatureByAnotherKey() {
    repository.key = TestingKey.of("Mallory <m@example.org>");
    repository.publish();

    refused(SignatureRefused.class, REPOMD, "has none of these keys");
  }

  @Test
  void aSignatureThatIsNone() {
    repository.publish();
    repository.files.put(asked(REPOMD + ".asc"), "trust me".getBytes(UTF_8));

    refused(SignatureRefused.class, REPOMD, "no readable signature");
  }

  @Test
  void noSignature() {
    repository.publish();
    repository.files.remove(asked(REPOMD + ".asc"));

    refused(SignatureRefused.class, REPOMD);
  }

  @Test
  void aSignatureThatIsTheFormerOneEvenWithoutAKeyring() {
    byte[] signature = repository.file(asked(REPOMD + ".asc"));
    keyring = Optional.empty();
    repository.publish();
    repository.files.put(asked(REPOMD + ".asc"), signature);
    refused(RepositoryRefused.class, "half published");
    repository.files.remove(asked(REPOMD + ".asc"));
    refused(RepositoryRefused.class, "is gone");
  }

  @Test
  void aRepomdThatIsOlder() {
    repository.timestamp -= 3600;
    repository.publish();

    refused(RepositoryRefused.class, "older than the one of");
  }

  @Test
  void aPrimaryThatWasTamperedWith() {
    repository.publish();
    String path = primaryPath();
    byte[] bytes = repository.file(path).clone();
    bytes[bytes.length / 2] ^= 1;
    repository.files.put(path, bytes);

    refused(CorruptedFile.class, "primary.xml.gz", "found sha256:");
  }

  @Test
  void aPrimaryThatIsAnotherFileOfTheRepository() {
    repository.publish();
    repository.files.put(primaryPath(), repository.file(asked(hello())));

    assertThatThrownBy(this::sync)
        .isInstanceOfAny(CorruptedFile.class, UpstreamFailure.class)
        .hasMessageContaining("primary.xml.gz");
  }

  @Test
  void theChecksumOfAnotherFile() {
    byte[] other = repository.file(asked(hello()));
    byte[] primary = TestingRpmRepository.gzip(repository.primary().getBytes(UTF_8));
    repository.files.put(asked("repodata/primary.xml.gz"), primary);
    repository.publish(
        repository.element("primary", other, "repodata/primary.xml.gz", primary.length));

    refused(CorruptedFile.class, "repodata/primary.xml.gz");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1})
  void aPrimaryOfAnotherSize(long more) {
    byte[] primary = TestingRpmRepository.gzip(repository.primary().getBytes(UTF_8));
    repository.files.put(asked("repodata/primary.xml.gz"), primary);
    repository.publish(
        repository.element("primary", primary, "repodata/primary.xml.gz", primary.length + more));

    assertThatThrownBy(this::sync)
        .isInstanceOf(UpstreamFailure.class)
        .hasMessageContaining("primary.xml.gz");
  }

  @Test
  void metadataThatClaimsToBeEndless() {
    byte[] primary = TestingRpmRepository.gzip(repository.primary().getBytes(UTF_8));
    repository.publish(
        repository.element("primary", primary, "repodata/primary.xml.gz", Long.MAX_VALUE / 20));

    refused(HostileIndex.class, REPOMD, "claims to have");
  }

  @Test
  void aRepomdThatIsEndless() {
    repository.mischief.put(
        asked(REPOMD), exchange -> LoopbackServer.answer(exchange, new byte[9 << 20]));

    refused(UpstreamTooLarge.class, REPOMD);
  }

  @Test
  void aConnectionThatBreaksInRepomd() {
    repository.mischief.put(
        asked(REPOMD),
        exchange -> {
          exchange.sendResponseHeaders(200, 1000);
          exchange.getResponseBody().write(new byte[10]);
          exchange.getResponseBody().flush();
          exchange.close();
        });

    refused(UpstreamUnreachable.class, REPOMD, "after 10 bytes");
  }

  @Test
  void metadataThatIsNotThere() {
    repository.publish();
    repository.files.remove(primaryPath());

    refused(UpstreamRefused.class, "primary.xml.gz", "404");
  }

  @Test
  void aRepositoryThatChangesDuringTheRun() {
    repository.publish();
    byte[] pinned = repository.repomd();
    byte[] signature = repository.file(asked(REPOMD + ".asc"));
    repository.mischief.put(
        asked(REPOMD),
        exchange -> {
          repository.add("more", "published between the two requests");
          repository.files.remove(primaryPath());
          repository.publish();
          repository.files.put(asked(REPOMD + ".asc"), signature);
          LoopbackServer.answer(exchange, pinned);
        });

    refused(UpstreamRefused.class, "primary.xml.gz");
  }

  @Test
  void aRepomdThatChangesBeforeItsSignature() {
    repository.publish();
    byte[] pinned = repository.repomd();
    repository.mischief.put(
        asked(REPOMD),
        exchange -> {
          repository.add("more", "published between the two requests");
          repository.publish();
          LoopbackServer.answer(exchange, pinned);
        });

    refused(SignatureRefused.class, REPOMD);
  }

  @Test
  void aPrimaryThatIsCutShort() {
    byte[] whole = TestingRpmRepository.gzip(repository.primary().getBytes(UTF_8));
    repository.publish(Arrays.copyOf(whole, whole.length / 2), "primary.xml.gz");

    refused(HostileIndex.class, "primary.xml.gz", "decompressed");
  }

  @Test
  void aPrimaryThatEndsInTheMiddle() {
    primary(repository.primary().substring(0, 700));

    refused(HostileIndex.class, "primary.xml.gz", "XML");
  }

  @Test
  void aPrimaryThatIsNoXml() {
    primary("Package: hello\n");

    refused(HostileIndex.class, "primary.xml.gz", "XML");
  }

  @Test
  void aPrimaryThatIsAnotherDocument() {
    primary("<html/>");

    refused(HostileIndex.class, "primary.xml.gz", "no primary.xml");
  }

  @Test
  void anXmlBomb() {
    StringBuilder bomb = new StringBuilder("<!DOCTYPE metadata [<!ENTITY l0 \"lol\">");
    for (int i = 1; i < 10; i++) {
      bomb.append("<!ENTITY l%d \"%s\">".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
    }
    primary(bomb + "]><metadata packages=\"1\">&l9;</metadata>");

    refused(HostileIndex.class, "primary.xml.gz", "DTD");
  }

  @Test
  void anExternalEntity() {
    primary(
        "<!DOCTYPE metadata [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
            + "<metadata packages=\"1\">&x;</metadata>");

    refused(HostileIndex.class, "primary.xml.gz", "DTD");
  }

  @Test
  void anEntityThatNobodyDeclared() {
    primary("<metadata packages=\"1\">&x;</metadata>");

    refused(HostileIndex.class, "primary.xml.gz");
  }

  @Test
  void aClaimOfTenMillionPackages() {
    repository.claim = "10000000";
    repository.publish();

    refused(HostileIndex.class, "primary.xml.gz", "claims to name 10000000 packages");
  }

  @Test
  void aDecompressionBomb() {
    primary("<metadata packages=\"1\">" + "<x></x>".repeat(12 << 20) + "</metadata>");

    refused(DecompressionBomb.class, "primary.xml.gz");
  }

  @Test
  void aTextWithoutEnd() {
    primary("<metadata packages=\"1\"><package><summary>" + "x".repeat(30 << 20));

    refused(HostileIndex.class, "primary.xml.gz");
  }

  @Test
  void anAttributeWithoutEnd() {
    primary("<metadata packages=\"1\"><package><location href=\"" + "x".repeat(30 << 20));

    refused(HostileIndex.class, "primary.xml.gz");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"../outside.rpm", "a/../../outside.rpm", "%2e%2e/outside.rpm", "/../outside.rpm"})
  void aPackageOutsideOfTheRepository(String href) {
    repository.element("evil", href, "evil".getBytes(UTF_8));
    repository.publish();

    refused(HostileIndex.class, "primary.xml.gz", "outside of the repository");
  }

  @Test
  void metadataOutsideOfTheRepository() {
    repository.data.append(repository.element("evil", "x".getBytes(UTF_8), "../../secret", 1));
    repository.publish();

    refused(HostileIndex.class, REPOMD, "outside of the repository");
  }

  @Test
  void metadataOfTheNameOfRepomd() {
    byte[] evil = "evil".getBytes(UTF_8);
    repository.mischief.put(asked("./" + REPOMD), e -> LoopbackServer.answer(e, evil));
    repository.data.append(repository.element("evil", evil, REPOMD, 4));
    repository.publish();

    assertThatThrownBy(this::sync).isInstanceOf(Failure.class).hasMessageContaining(REPOMD);
  }

  @Test
  void aPackageOfTheNameOfRepomd() {
    repository.element("evil", REPOMD, "evil".getBytes(UTF_8));
    repository.publish();

    refused(HostileIndex.class, REPOMD, "a package has the name");
  }

  @Test
  void aFileThatIsAFolderToo() {
    repository.element("file", "x/y", "1".getBytes(UTF_8));
    repository.element("folder", "x/y/z", "2".getBytes(UTF_8));
    repository.publish();

    refused(NameClash.class, "x/y");
  }

  @Test
  void aRepositoryWithoutPrimary() {
    repository.publish(
        repository.data("primary_db", "sqlite".getBytes(UTF_8), "primary.sqlite.gz"));

    refused(RepositoryRefused.class, "no metadata of type 'primary'");
  }

  @Test
  void aRedirectToTheMetadataService() {
    repository.mischief.put(
        asked(REPOMD),
        exchange -> {
          exchange.getResponseHeaders().set("Location", "http://169.254.169.254/latest");
          exchange.sendResponseHeaders(302, -1);
        });

    refused(ForbiddenAddress.class, "169.254.169.254");
  }

  private static String hello() {
    return TestingRpmRepository.fileName("hello");
  }

  private String primaryPath() {
    return new String(repository.repomd(), UTF_8)
        .lines()
        .filter(line -> line.contains("primary.xml.gz"))
        .map(line -> asked(line.replaceAll(".*href=\"|\".*", "")))
        .findFirst()
        .orElseThrow();
  }
}
