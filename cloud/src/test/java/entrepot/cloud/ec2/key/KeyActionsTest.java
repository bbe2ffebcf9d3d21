package entrepot.cloud.ec2.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.record.Kind;
import entrepot.cloud.wire.TestingEndpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.CreateKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.DeleteKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.DescribeKeyPairsRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairRequest;
import software.amazon.awssdk.services.ec2.model.ImportKeyPairResponse;
import software.amazon.awssdk.services.ec2.model.KeyPairInfo;
import software.amazon.awssdk.services.ec2.model.KeyType;
import software.amazon.awssdk.services.ec2.model.ResourceType;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;

/** Key pairs by the AWS SDK, held against what ssh-keygen and openssl make of them. */
class KeyActionsTest {
  private static final Tag TAG = Tag.builder().key("Name").value("mine & <yours>").build();

  @TempDir Path folder;
  private TestingEndpoint endpoint;
  private Ec2Client client;

  @BeforeEach
  void start() {
    endpoint = new TestingEndpoint(folder, KeyActions.all());
    client = endpoint.client(TestingEndpoint.KEY);
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
  }

  @Test
  void anRsaKeyIsOneThatSshReadsWithTheFingerprintThatAwsWouldShow() throws Exception {
    CreateKeyPairResponse made =
        client.createKeyPair(
            CreateKeyPairRequest.builder()
                .keyName("my key")
                .tagSpecifications(
                    TagSpecification.builder()
                        .resourceType(ResourceType.KEY_PAIR)
                        .tags(TAG)
                        .build())
                .build());
    Path file = privateKey(made.keyMaterial());

    assertThat(made.keyMaterial()).startsWith("-----BEGIN RSA PRIVATE KEY-----\n");
    assertThat(made.tags()).containsExactly(TAG);
    assertThat(run("openssl pkcs8 -in %s -topk8 -nocrypt -outform DER | openssl sha1 -c", file))
        .endsWith(made.keyFingerprint());
    assertThat(run("openssl rsa -in %s -noout -text", file)).contains("2048 bit");

    KeyPairInfo described = describe(true);
    assertThat(described.publicKey()).isEqualTo(run("ssh-keygen -y -f %s", file) + " my key");
    assertThat(described.keyPairId()).isEqualTo(made.keyPairId()).matches("key-[0-9a-f]{17}");
    assertThat(described.keyFingerprint()).isEqualTo(made.keyFingerprint());
    assertThat(described.keyType()).isEqualTo(KeyType.RSA);
    assertThat(described.tags()).containsExactly(TAG);
    assertThat(described.createTime()).isNotNull();
    assertThat(describe(false).publicKey()).isNull();
    assertThat(endpoint.book().all(Kind.KEY).toString()).doesNotContain("PRIVATE KEY");
  }

  @Test
  void anEd25519KeyIsOneThatSshReadsWithTheFingerprintThatItShows() throws Exception {
    CreateKeyPairResponse made =
        client.createKeyPair(
            CreateKeyPairRequest.builder().keyName("ed").keyType(KeyType.ED25519).build());
    Path file = privateKey(made.keyMaterial());

    assertThat(run("ssh-keygen -y -f %s", file) + " ed").isEqualTo(describe(true).publicKey());
    assertThat(run("ssh-keygen -l -f %s", file))
        .contains("SHA256:" + made.keyFingerprint().replace("=", "") + " ");
    assertThat(describe(true).keyType()).isEqualTo(KeyType.ED25519);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cat %s.pub",
        "ssh-keygen -e -m RFC4716 -f %s.pub",
        "ssh-keygen -e -m PKCS8 -f %s.pub",
        "ssh-keygen -e -m PKCS8 -f %s.pub | grep -v -e ---",
      })
  void everyFormOfAnRsaKeyIsTheSameKey(String command) throws Exception {
    Path file = folder.resolve("made");
    run("ssh-keygen -q -t rsa -b 2048 -N '' -C 'a comment' -m PEM -f %s", file);

    ImportKeyPairResponse made = imported(run(command, file));

    assertThat(run("openssl rsa -in %s -pubout -outform DER | openssl md5 -c", file))
        .endsWith(made.keyFingerprint());
    assertThat(describe(true).publicKey())
        .isEqualTo(run("ssh-keygen -y -f %s", file).split(" a comment", 2)[0] + " mine");
  }

  @Test
  void anEd25519KeyIsImported() throws Exception {
    Path file = folder.resolve("made");
    run("ssh-keygen -q -t ed25519 -N '' -f %s", file);
    ImportKeyPairResponse made = imported(run("cat %s.pub", file));
    assertThat(run("ssh-keygen -l -f %s", file))
        .contains("SHA256:" + made.keyFingerprint().replace("=", "") + " ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "ssh-rsa AAAA",
        "ssh-rsa",
        "ssh-dss AAAAB3NzaC1kc3M=",
        "ssh-ed25519 AAAAB3NzaC1yc2EAAAADAQABAAAAgQ==",
        "ssh-rsa AAAAB3NzaC1yc2H/////",
        "---- BEGIN SSH2 PUBLIC KEY ----",
      })
  void whatIsNoPublicKeyIsRefused(String material) {
    assertThatThrownBy(() -> imported(material))
        .isInstanceOfSatisfying(
            Ec2Exception.class,
            e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidKey.Format"));
    assertThat(client.describeKeyPairs().keyPairs()).isEmpty();
  }

  @Test
  void aNameIsTakenOnceInAnAccountAndFreeAgainWhenDeleted() {
    CreateKeyPairRequest create =
        CreateKeyPairRequest.builder().keyName("one").keyType(KeyType.ED25519).build();
    String id = client.createKeyPair(create).keyPairId();
    assertThatThrownBy(() -> client.createKeyPair(create))
        .hasMessageContaining("The keypair 'one' already exists.");
    try (Ec2Client other = endpoint.client(TestingEndpoint.OTHER_KEY)) {
      assertThat(other.describeKeyPairs().keyPairs()).isEmpty();
      other.createKeyPair(create);
      assertThat(other.describeKeyPairs().keyPairs()).hasSize(1);
    }
    assertThat(
            client
                .describeKeyPairs(
                    DescribeKeyPairsRequest.builder()
                        .filters(Filter.builder().name("key-name").values("o*").build())
                        .build())
                .keyPairs())
        .extracting(KeyPairInfo::keyPairId)
        .containsExactly(id);

    client.deleteKeyPair(DeleteKeyPairRequest.builder().keyPairId(id).build());
    client.deleteKeyPair(DeleteKeyPairRequest.builder().keyName("one").build());
    assertThat(client.describeKeyPairs().keyPairs()).isEmpty();
    assertThatThrownBy(() ->
            client.describeKeyPairs(DescribeKeyPairsRequest.builder().keyNames("one").build()))
        .hasMessageContaining("The key pair 'one' does not exist");
    client.createKeyPair(create);
  }

  private KeyPairInfo describe(boolean whole) {
    List<KeyPairInfo> all =
        client
            .describeKeyPairs(DescribeKeyPairsRequest.builder().includePublicKey(whole).build())
            .keyPairs();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private ImportKeyPairResponse imported(String material) {
    return client.importKeyPair(
        ImportKeyPairRequest.builder()
            .keyName("mine")
            .publicKeyMaterial(SdkBytes.fromUtf8String(material))
            .build());
  }

  private Path privateKey(String material) throws IOException {
    Path file = folder.resolve("key.pem");
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    return Files.writeString(file, material + "\n");
  }

  private static String run(String command, Path file) throws Exception {
    Process process =
        new ProcessBuilder("/bin/sh", "-c", command.replace("%s", file.toString()))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as("%s: %s", command, said).isZero();
    return said;
  }
}
