package entrepot.collect.rpm;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.collect.LazyFetch;
import entrepot.collect.Policy;
import entrepot.collect.SyncResult;
import entrepot.collect.apt.TestingKey;
import entrepot.collect.pgp.Keyring;
import entrepot.kit.http.MemorySink;
import entrepot.store.manifest.Entry;
import entrepot.store.manifest.Extension;
import entrepot.store.manifest.State;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPSecretKey;
import org.bouncycastle.openpgp.PGPSecretKeyRing;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPV3SignatureGenerator;
import org.bouncycastle.openpgp.operator.bc.BcPGPContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pgpainless.PGPainless;
import org.pgpainless.key.generation.type.rsa.RsaLength;
import org.pgpainless.key.protection.SecretKeyRingProtector;
import org.pgpainless.key.protection.UnlockSecretKey;
import org.pgpainless.sop.SOPImpl;

class PackageSignatureTest extends RpmFixture {
  private static final TestingKey OTHER = TestingKey.of("Mallory <m@example.org>");
  private static final int RSA = 268;
  private static final int DSA = 267;

  private static byte[] sign(TestingKey key, byte[] content) {
    try {
      return new SOPImpl()
          .detachedSign()
          .noArmor()
          .key(key.secret())
          .data(content)
          .toByteArrayAndResult()
          .getBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Optional<String> objection(byte[] rpm) {
    return objection(Keyring.read(KEY.keyring(temporary)), rpm);
  }

  private Optional<String> objection(Keyring keyring, byte[] rpm) {
    try {
      return new PackageSignature(keyring, "hello.rpm", now)
          .objection(new ByteArrayInputStream(rpm));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] good() {
    return TestingRpm.modern("the payload").signed(DSA, c -> sign(KEY, c)).bytes();
  }

  @ParameterizedTest
  @ValueSource(ints = {RSA, DSA})
  void aSignedHeaderAndThePayloadThatItNames(int tag) {
    assertThat(objection(TestingRpm.modern("the payload").signed(tag, c -> sign(KEY, c)).bytes()))
        .isEmpty();
  }

  @Test
  void anOldPackageIsSignedAsAWhole() {
    assertThat(
            objection(
                new TestingRpm("the payload")
                    .signed(RSA, c -> sign(KEY, c))
                    .signedWhole(1002, c -> sign(KEY, c))
                    .bytes()))
        .isEmpty();
    byte[] tampered = new TestingRpm("the payload").signedWhole(1005, c -> sign(KEY, c)).bytes();
    tampered[tampered.length - 1] ^= 1;
    assertThat(objection(tampered)).isPresent();
  }

  @Test
  void signaturesOfOpenPgpVersion3AreWhatOldBuildSystemsMake() throws Exception {
    PGPSecretKeyRing ring =
        PGPainless.generateKeyRing().simpleRsaKeyRing("Old <old@example.org>", RsaLength._3072);
    now = Instant.now().plusSeconds(2);
    byte[] certificate = PGPainless.extractCertificate(ring).getEncoded();
    Keyring keyring = Keyring.read(Files.write(temporary.resolve("old.gpg"), certificate));
    byte[] rpm = TestingRpm.modern("the payload").signed(RSA, c -> v3(ring, c)).bytes();
    byte[] tampered = rpm.clone();
    tampered[tampered.length - 1] ^= 1;

    assertThat(objection(keyring, rpm)).isEmpty();
    assertThat(objection(keyring, tampered)).isPresent();
  }

  private static byte[] v3(PGPSecretKeyRing ring, byte[] content) {
    try {
      PGPSecretKey key = ring.getSecretKey();
      PGPV3SignatureGenerator generator =
          new PGPV3SignatureGenerator(
              new BcPGPContentSignerBuilder(key.getPublicKey().getAlgorithm(), 8));
      generator.init(
          PGPSignature.BINARY_DOCUMENT,
          UnlockSecretKey.unlockSecretKey(key, SecretKeyRingProtector.unprotectedKeys()));
      generator.update(content);
      return generator.generate().getEncoded();
    } catch (IOException | PGPException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aPayloadThatWasTamperedWith() {
    byte[] rpm = good();
    rpm[rpm.length - 1] ^= 1;

    assertThat(objection(rpm).orElseThrow()).contains("payload is not the one");
  }

  @Test
  void aHeaderThatWasTamperedWith() {
    byte[] rpm = new String(good(), ISO_8859_1).replace("hello\0", "jello\0").getBytes(ISO_8859_1);

    assertThat(objection(rpm).orElseThrow()).contains("hello.rpm", "no signature by");
  }

  @Test
  void aSignatureByAnotherKey() {
    byte[] rpm = TestingRpm.modern("the payload").signed(DSA, c -> sign(OTHER, c)).bytes();

    assertThat(objection(rpm).orElseThrow()).contains("has none of these keys");
  }

  @Test
  void noSignature() {
    assertThat(objection(TestingRpm.modern("the payload").bytes()).orElseThrow())
        .contains("not signed");
  }

  @Test
  void aSignatureThatDoesNotCoverThePayload() {
    byte[] rpm = new TestingRpm("the payload").signed(DSA, c -> sign(KEY, c)).bytes();

    assertThat(objection(rpm).orElseThrow()).contains("covers the header only");
  }

  @Test
  void whatIsNoPackage() {
    assertThat(objection(new byte[0])).isPresent();
    assertThat(objection("hello, world".repeat(20).getBytes(UTF_8)).orElseThrow())
        .contains("no RPM package");
    byte[] rpm = good();
    for (int length = 0; length < rpm.length; length++) {
      assertThat(objection(Arrays.copyOf(rpm, length))).as("cut at %d", length).isPresent();
    }
  }

  @Test
  void numbersThatLie() {
    byte[] rpm = good();
    for (int at = 96; at < 96 + 32; at += 4) {
      for (int lie : new int[] {-1, Integer.MAX_VALUE, Integer.MIN_VALUE, 1 << 20}) {
        byte[] lying = rpm.clone();
        ByteBuffer.wrap(lying).putInt(at, lie);
        assertThat(objection(lying)).as("%d at %d", lie, at).isPresent();
      }
    }
  }

  @Test
  void aRunQuarantinesWhatIsNotSignedAndDoesNotFetchItAgain() {
    policy = Policy.FULL;
    put("good", good());
    put("bad", TestingRpm.modern("the payload").bytes());
    repository.publish();
    packageKeyring = Optional.of(KEY.keyring(temporary));

    SyncResult result = sync();

    assertThat(((SyncResult.Collected) result).quarantined()).hasSize(1);
    assertThat(entry(file("good")).state()).isEqualTo(State.PRESENT);
    Entry bad = entry(file("bad"));
    assertThat(bad.state()).isEqualTo(State.MISSING);
    assertThat(bad.text(Extension.REASON).orElseThrow()).contains("not signed");
    repository.takeAsked();
    assertThat(sync()).isInstanceOf(SyncResult.Unchanged.class);
    assertThat(repository.takeAsked()).hasSize(1);
    repository.timestamp++;
    repository.publish();
    sync();
    assertThat(repository.takeAsked()).as("bad is in the store").noneMatch(p -> p.endsWith(".rpm"));
    assertThat(entry(file("bad")).state()).isEqualTo(State.MISSING);
  }

  @Test
  void aKeyringThatComesLaterInspectsWhatIsHere() {
    policy = Policy.FULL;
    put("good", good());
    put("bad", TestingRpm.modern("the payload").bytes());
    repository.publish();
    sync();
    assertThat(entry(file("bad")).state()).isEqualTo(State.PRESENT);
    packageKeyring = Optional.of(KEY.keyring(temporary));
    repository.takeAsked();

    sync();

    assertThat(entry(file("bad")).state()).isEqualTo(State.MISSING);
    assertThat(entry(file("good")).state()).isEqualTo(State.PRESENT);
    assertThat(repository.takeAsked()).noneMatch(path -> path.endsWith(".rpm"));
  }

  @Test
  void aPackageThatAClientAsksForIsInspectedOnItsWay() {
    put("good", good());
    put("bad", TestingRpm.modern("the payload".repeat(100_000)).bytes());
    repository.publish();
    packageKeyring = Optional.of(KEY.keyring(temporary));
    sync();
    LazyFetch fetch = source().lazyFetch(upstream);
    MemorySink sink = new MemorySink();

    fetch.fetch(entry(file("good")), sink);

    assertThat(sink.content()).isEqualTo(repository.file(asked(file("good"))));
    assertThatThrownBy(() -> fetch.fetch(entry(file("bad")), new MemorySink()))
        .isInstanceOf(PackageRefused.class)
        .hasMessageContaining("not signed");
  }

  private void put(String name, byte[] rpm) {
    repository.files.put(asked(file(name)), rpm);
    repository.element(name, file(name), rpm);
  }

  private static String file(String name) {
    return TestingRpmRepository.fileName(name);
  }
}
