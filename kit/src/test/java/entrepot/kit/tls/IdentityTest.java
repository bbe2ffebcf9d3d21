package entrepot.kit.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Certificates and keys as openssl writes them. */
@EnabledIf(
    value = "entrepot.kit.tls.OpenSsl#available",
    disabledReason = "there is no openssl here")
class IdentityTest {
  private static final String EC = "ec -pkeyopt ec_paramgen_curve:P-256";

  @TempDir Path folder;
  private OpenSsl openssl;

  @BeforeEach
  void start() {
    openssl = new OpenSsl(folder);
  }

  private static void refuses(ThrowingCallable reading, Path file, String found) {
    assertThatThrownBy(reading)
        .isInstanceOf(UnusableIdentity.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining(found)
        .extracting(e -> ((UnusableIdentity) e).next())
        .asString()
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rsa:2048", "rsa:4096", EC, "ec -pkeyopt ec_paramgen_curve:P-384", "ed25519"})
  void readsPkcs8KeysOfEachKind(String kind) {
    Identity identity = Identity.read(openssl.selfSigned("a", kind, 30));
    assertThat(identity.subject()).isEqualTo("CN=a");
    assertThat(identity.expires())
        .isBetween(
            Instant.now().plus(Duration.ofDays(29)), Instant.now().plus(Duration.ofDays(31)));
    assertThat(identity.keys().getKeyManagers()).hasSize(1);
  }

  @Test
  void readsWhatOpensslWroteBeforePkcs8() throws IOException {
    PemFiles rsa = openssl.selfSigned("rsa", "rsa:2048", 30);
    openssl.run("rsa -in rsa.key -traditional -out rsa1.key");
    assertThat(Files.readString(openssl.file("rsa1.key"))).startsWith("-----BEGIN RSA PRIVATE KEY");
    assertThat(Identity.read(new PemFiles(rsa.certificate(), openssl.file("rsa1.key"))).subject())
        .isEqualTo("CN=rsa");

    openssl.run("ecparam -name secp384r1 -genkey -out ec.key");
    openssl.run("req -x509 -key ec.key -out ec.crt -days 30 -subj /CN=ec");
    assertThat(Files.readString(openssl.file("ec.key")))
        .contains("-----BEGIN EC PARAMETERS", "-----BEGIN EC PRIVATE KEY");
    assertThat(Identity.read(openssl.files("ec")).subject()).isEqualTo("CN=ec");
  }

  @Test
  void readsOneFileThatHoldsAll() throws IOException {
    PemFiles files = openssl.selfSigned("a", EC, 30);
    Path all = openssl.file("all.pem");
    Files.writeString(
        all,
        "a comment\r\n"
            + Files.readString(files.key()).replace("\n", "\r\n")
            + Files.readString(files.certificate()));
    assertThat(Identity.read(new PemFiles(all, all)).subject()).isEqualTo("CN=a");
  }

  @Test
  void readsAChainThatBeginsWithTheServer() throws IOException {
    openssl.selfSigned("ca", EC, 20);
    openssl.run("req -new -nodes -newkey " + EC + " -keyout s.key -out s.csr -subj /CN=s");
    openssl.run("x509 -req -in s.csr -CA ca.crt -CAkey ca.key -CAcreateserial -days 99 -out s.crt");
    String server = Files.readString(openssl.file("s.crt"));
    String authority = Files.readString(openssl.file("ca.crt"));
    Files.writeString(openssl.file("chain.crt"), server + authority);
    Files.writeString(openssl.file("reversed.crt"), authority + server);

    Identity identity =
        Identity.read(new PemFiles(openssl.file("chain.crt"), openssl.file("s.key")));
    assertThat(identity.subject()).isEqualTo("CN=s");
    // The authority ends first, and with it all that it issued.
    assertThat(identity.expires()).isBefore(Instant.now().plus(Duration.ofDays(21)));
    Path reversed = openssl.file("reversed.crt");
    refuses(
        () -> Identity.read(new PemFiles(reversed, openssl.file("ca.key"))),
        reversed,
        "certificate 1 of it was not issued by certificate 2");
  }

  @Test
  void refusesWhatDoesNotBelongTogether() {
    PemFiles a = openssl.selfSigned("a", EC, 30);
    for (String kind : new String[] {EC, "rsa:2048", "ec -pkeyopt ec_paramgen_curve:P-384"}) {
      Path other = openssl.selfSigned("b", kind, 30).key();
      refuses(
          () -> Identity.read(new PemFiles(a.certificate(), other)),
          other,
          "does not belong to the certificate");
    }
  }

  @Test
  void refusesWhatIsNoPair() throws IOException {
    PemFiles a = openssl.selfSigned("a", "rsa:2048", 30);
    openssl.run("pkey -in a.key -aes128 -passout pass:x -out locked.key");
    openssl.run("rsa -in a.key -traditional -aes128 -passout pass:x -out locked1.key");
    for (String locked : new String[] {"locked.key", "locked1.key"}) {
      Path key = openssl.file(locked);
      refuses(() -> Identity.read(new PemFiles(a.certificate(), key)), key, "is encrypted");
    }
    refuses(
        () -> Identity.read(new PemFiles(a.certificate(), a.certificate())),
        a.certificate(),
        "no private key");
    refuses(() -> Identity.read(new PemFiles(a.key(), a.key())), a.key(), "no certificate");
    Path missing = openssl.file("missing");
    refuses(() -> Identity.read(new PemFiles(missing, a.key())), missing, "cannot be read");
    refuses(() -> Identity.read(new PemFiles(folder, a.key())), folder, "cannot be read");

    String whole = Files.readString(a.certificate());
    Path damaged = openssl.file("damaged.crt");
    for (String text :
        new String[] {
          whole.replaceFirst("MII", "???"),
          whole.substring(0, 200) + whole.substring(300),
          whole.substring(0, whole.length() / 2)
        }) {
      Files.writeString(damaged, text);
      refuses(() -> Identity.read(new PemFiles(damaged, a.key())), damaged, "");
    }
    Files.writeString(damaged, whole.repeat(300));
    refuses(() -> Identity.read(new PemFiles(damaged, a.key())), damaged, "256 KiB");
    String key = Files.readString(a.key());
    Files.writeString(damaged, key.substring(0, 300) + key.substring(400));
    refuses(() -> Identity.read(new PemFiles(a.certificate(), damaged)), damaged, "is damaged");
    Files.writeString(damaged, key + key);
    refuses(() -> Identity.read(new PemFiles(a.certificate(), damaged)), damaged, "more than one");
  }
}
