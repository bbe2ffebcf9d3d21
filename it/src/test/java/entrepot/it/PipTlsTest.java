package entrepot.it;

import static entrepot.it.PypiVendor.TREE;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.it.fixture.CertificateAuthority;
import entrepot.it.fixture.PipClient;
import entrepot.it.fixture.Ran;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** A real pip over TLS: pip's indexes have no signatures, so this is what it can trust. */
@NeedsPip
@EnabledIf("entrepot.it.fixture.CertificateAuthority#available")
class PipTlsTest {
  private static final String NAME = "fixture-00001";

  @TempDir Path folder;

  @Test
  void installsWithTheAuthoritysCertificateAndRefusesAnother() {
    CertificateAuthority ours = CertificateAuthority.create(folder.resolve("ours"), "Ours");
    CertificateAuthority other = CertificateAuthority.create(folder.resolve("other"), "Other");
    String secure =
        "secure: {listen: \"127.0.0.1:0\", tls: {certificate: %s, key: %s}}"
            .formatted(ours.certificate(), ours.key());
    try (PypiRoad road =
        new PypiRoad(folder, PypiVendor.in(folder, 3), "on-demand", Road.More.regions(secure))) {
      road.installation.sync(TREE);
      assertThat(road.simple("secure")).startsWith("https://127.0.0.1:");

      PipClient misled = client("misled", road, other);
      Ran refused = misled.install(NAME);
      assertThat(refused.ok()).isFalse();
      assertThat(refused.output()).contains("CERTIFICATE_VERIFY_FAILED");
      assertThat(misled.installed(NAME)).isEmpty();

      PipClient pip = client("client", road, ours);
      pip.install(NAME).must();
      assertThat(pip.installed(NAME)).contains("1.0");
    }
  }

  private PipClient client(String name, PypiRoad road, CertificateAuthority trusted) {
    return PipClient.in(
        folder.resolve(name), road.simple("secure"), "--cert", trusted.root().toString());
  }
}
