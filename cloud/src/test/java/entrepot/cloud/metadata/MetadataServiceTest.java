package entrepot.cloud.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import entrepot.cloud.ec2.Region;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.InstanceNotes;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Request;
import entrepot.ledger.Ledger;
import entrepot.ledger.LedgerConfig;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.HttpTokensState;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceBlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.InstanceMetadataOptionsResponse;
import software.amazon.awssdk.services.ec2.model.InstanceNetworkInterface;

class MetadataServiceTest {
  private static final Instant LAUNCH = Instant.parse("2026-11-21T22:00:00.5Z");
  private static final String MINE = "198.18.0.5";
  private static final String OTHERS = "198.18.0.6";
  private static final byte[] DATA = {'#', '!', 0, (byte) 0xFF, '\n'};

  /** A key takes a while to make. */
  @TempDir static Path keys;

  @TempDir Path folder;
  private final AtomicReference<Instant> now = new AtomicReference<>(LAUNCH);
  private Ledger ledger;
  private Region region;
  private IdentityKey key;
  private MetadataService service;

  @BeforeEach
  void open() {
    ledger = Ledger.open(new LedgerConfig.Sqlite(folder.resolve("ledger.db"), "test"), now::get);
    Book book = Book.open("lab-1", ledger.cloud(), List.of(Kind.INSTANCE, Kind.IMAGE));
    region = new Region("lab-1", List.of("lab-1a"), book, now::get);
    key = IdentityKey.in(keys);
    service = new MetadataService(region, key);
    book.update(draft -> {
      draft.put(
          Row.of(Kind.IMAGE, "ami-1", "000000000001", Image.builder().imageId("ami-1").build())
              .note("ancestors", "ami-0,ami-00"));
      draft.put(full());
      draft.put(
          Row.of(
              Kind.INSTANCE,
              "i-2",
              "000000000002",
              Instance.builder()
                  .instanceId("i-2")
                  .imageId("ami-2")
                  .instanceType("m1.small")
                  .placement(placement -> placement.availabilityZone("lab-1a"))
                  .publicIpAddress(OTHERS)
                  .build()));
    });
  }

  @AfterEach
  void close() {
    ledger.close();
  }

  private static Row<Instance> full() {
    GroupIdentifier web = GroupIdentifier.builder().groupId("sg-1").groupName("web").build();
    GroupIdentifier ssh = GroupIdentifier.builder().groupId("sg-2").groupName("ssh").build();
    Instance value =
        Instance.builder()
            .instanceId("i-1")
            .imageId("ami-1")
            .kernelId("aki-1")
            .ramdiskId("ari-1")
            .amiLaunchIndex(1)
            .architecture("x86_64")
            .instanceType("m1.large")
            .keyName("mine")
            .launchTime(LAUNCH)
            .placement(placement -> placement.availabilityZone("lab-1a"))
            .privateIpAddress("172.31.0.5")
            .privateDnsName("ip-172-31-0-5.lab-1.compute.internal")
            .publicIpAddress(MINE)
            .publicDnsName("ec2-198-18-0-5.lab-1.compute.entrepot.internal")
            .rootDeviceName("/dev/sda1")
            .blockDeviceMappings(
                InstanceBlockDeviceMapping.builder().deviceName("/dev/sda1").build(),
                InstanceBlockDeviceMapping.builder().deviceName("/dev/sdf").build())
            .securityGroups(web, ssh)
            .networkInterfaces(
                InstanceNetworkInterface.builder()
                    .networkInterfaceId("eni-1")
                    .macAddress("02:e0:ac:1f:00:05")
                    .attachment(attachment -> attachment.deviceIndex(0))
                    .association(association ->
                        association
                            .publicIp(MINE)
                            .publicDnsName("ec2-198-18-0-5.lab-1.compute.entrepot.internal"))
                    .groups(web, ssh)
                    .privateDnsName("ip-172-31-0-5.lab-1.compute.internal")
                    .privateIpAddress("172.31.0.5")
                    .subnetId("subnet-1")
                    .vpcId("vpc-1")
                    .build())
            .build();
    return Row.of(Kind.INSTANCE, "i-1", "000000000001", value)
        .note(InstanceNotes.RESERVATION, "r-1")
        .note(InstanceNotes.PUBLIC_KEY, "ssh-ed25519 AAAA mine")
        .note(InstanceNotes.EPHEMERAL, "ephemeral0=/dev/sdb,ephemeral1=/dev/sdc")
        .note(InstanceNotes.USER_DATA, Base64.getEncoder().encodeToString(DATA));
  }

  private Answer.Whole ask(String method, String path, String client, String... headers) {
    MultiMap all = MultiMap.caseInsensitiveMultiMap();
    for (int i = 0; i < headers.length; i += 2) {
      all.add(headers[i], headers[i + 1]);
    }
    return (Answer.Whole) service.handle(new Request(method, path, all, new byte[0], client));
  }

  private String get(String path) {
    Answer.Whole answer = ask("GET", path, MINE);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private int status(String path, String client) {
    return ask("GET", path, client).status();
  }

  /** As cloud-init does: a name with a slash is a folder, a key is found by its number. */
  private Map<String, String> crawl(String folder) {
    Map<String, String> all = new TreeMap<>();
    for (String name : get(folder).lines().toList()) {
      if (name.endsWith("/")) {
        all.putAll(crawl(folder + name));
      } else if (name.contains("=")) {
        all.putAll(crawl(folder + name.substring(0, name.indexOf('=')) + "/"));
      } else {
        all.put(folder + name, get(folder + name));
      }
    }
    return all;
  }

  @Test
  void theWholeTreeIsAsEc2HasIt() throws IOException {
    Map<String, String> all = crawl("/2009-04-04/meta-data/");
    StringBuilder text = new StringBuilder();
    all.forEach((path, content) ->
        text.append(path.substring("/2009-04-04/meta-data/".length()))
            .append(": ")
            .append(content.strip().replace("\n", " "))
            .append('\n'));

    try (var golden = MetadataServiceTest.class.getResourceAsStream("tree.txt")) {
      assertThat(text.toString())
          .isEqualTo(new String(golden.readAllBytes(), StandardCharsets.UTF_8));
    }
    assertThat(crawl("/latest/dynamic/").keySet())
        .containsExactly(
            "/latest/dynamic/instance-identity/document",
            "/latest/dynamic/instance-identity/pkcs7",
            "/latest/dynamic/instance-identity/signature");
    assertThat(get("/latest/meta-data/public-keys/")).isEqualTo("0=mine");
    assertThat(get("/latest/")).isEqualTo("dynamic/\nmeta-data/\nuser-data");
    assertThat(get("/").lines()).contains("2009-04-04", "2021-03-23", "latest");
    for (String version : get("/").lines().toList()) {
      assertThat(get("/" + version + "/meta-data/instance-id")).isEqualTo("i-1");
    }
  }

  @Test
  void eachInstanceSeesItsOwnAndAStrangerNothing() {
    assertThat(
            new String(
                ask("GET", "/latest/meta-data/ami-id", OTHERS).body(), StandardCharsets.UTF_8))
        .isEqualTo("ami-2");
    assertThat(status("/latest/meta-data/ancestor-ami-ids", OTHERS)).isEqualTo(404);
    assertThat(status("/latest/meta-data/kernel-id", OTHERS)).isEqualTo(404);
    assertThat(status("/latest/user-data", OTHERS)).isEqualTo(404);
    assertThat(status("/latest/meta-data/", "198.18.0.7")).isEqualTo(404);
    assertThat(status("/", "unix")).isEqualTo(404);
  }

  @Test
  void userDataIsTheBytesThatWereSent() {
    Answer.Whole answer = ask("GET", "/latest/user-data", MINE);

    assertThat(answer.body()).isEqualTo(DATA);
    assertThat(answer.headers()).containsEntry("Content-Type", "application/octet-stream");
  }

  @Test
  void whatIsNotThereIsEc2sPage() {
    Answer.Whole answer = ask("GET", "/latest/meta-data/nothing", MINE);

    assertThat(answer.status()).isEqualTo(404);
    assertThat(new String(answer.body(), StandardCharsets.UTF_8))
        .contains("<title>404 - Not Found</title>");
    assertThat(answer.headers()).containsEntry("Server", "EC2ws");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/latest/meta-data/ami-id/",
        "/latest/meta-data/ami",
        "/latest/meta-data/../user-data",
        "/latest//meta-data",
        "/2222-01-01/meta-data/",
        "/latest/meta-data/%2e%2e/",
        "/latest/meta-data/%zz",
        "/latest/meta-data/\uD800",
        "//",
        "/latest/meta-data/public-keys/1/"
      })
  void oddPathsAreRefused(String path) {
    assertThat(status(path, MINE)).isBetween(400, 404);
  }

  @Test
  void foldersAreListedWithAndWithoutASlash() {
    assertThat(get("/latest/meta-data")).isEqualTo(get("/latest/meta-data/"));
    assertThat(get("/latest")).isEqualTo(get("/latest/"));
  }

  @Test
  void aTokenOpensForItsTimeAndItsInstanceAlone() {
    String token = token(60);
    assertThat(with("/latest/meta-data/instance-id", token, MINE)).isEqualTo(200);
    assertThat(with("/latest/meta-data/instance-id", token, OTHERS)).isEqualTo(401);
    assertThat(with("/latest/meta-data/instance-id", "nonsense", MINE)).isEqualTo(401);
    assertThat(with("/latest/meta-data/instance-id", "", MINE)).isEqualTo(401);
    assertThat(new MetadataService(region, IdentityKey.in(keys)))
        .satisfies(again -> assertThat(with(again, token)).isEqualTo(200));

    now.set(LAUNCH.plus(Duration.ofSeconds(60)));
    assertThat(with("/latest/meta-data/instance-id", token, MINE)).isEqualTo(401);
  }

  private String token(int seconds) {
    Answer.Whole answer =
        ask(
            "PUT",
            "/latest/api/token",
            MINE,
            "X-aws-ec2-metadata-token-ttl-seconds",
            Integer.toString(seconds));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.headers())
        .containsEntry("X-aws-ec2-metadata-token-ttl-seconds", Integer.toString(seconds));
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private int with(String path, String token, String client) {
    return ask("GET", path, client, "X-aws-ec2-metadata-token", token).status();
  }

  private static int with(MetadataService service, String token) {
    return service
        .handle(
            new Request(
                "GET",
                "/latest/meta-data/",
                MultiMap.caseInsensitiveMultiMap().add("X-aws-ec2-metadata-token", token),
                new byte[0],
                MINE))
        .status();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "21601", "-1", "", "ten", "99999999999999"})
  void aTokenHasALimitedTime(String seconds) {
    assertThat(
            ask("PUT", "/latest/api/token", MINE, "X-aws-ec2-metadata-token-ttl-seconds", seconds)
                .status())
        .isEqualTo(400);
  }

  @Test
  void aTokenIsNotGivenToWhatAProxyPassesOn() {
    assertThat(ask("PUT", "/latest/api/token", MINE).status()).isEqualTo(400);
    assertThat(
            ask(
                    "PUT",
                    "/latest/api/token",
                    MINE,
                    "X-aws-ec2-metadata-token-ttl-seconds",
                    "60",
                    "X-Forwarded-For",
                    "10.0.0.1")
                .status())
        .isEqualTo(403);
    assertThat(ask("PUT", "/latest/meta-data/", MINE).status()).isEqualTo(405);
    assertThat(ask("POST", "/latest/meta-data/", MINE).status()).isEqualTo(405);
    assertThat(status("/latest/api/token", MINE)).isEqualTo(405);
  }

  @Test
  void anInstanceMayWantTokensAlways() {
    Row<Instance> row = full();
    region
        .book()
        .update(draft ->
            draft.put(
                row.with(
                    row.value().toBuilder()
                        .metadataOptions(
                            InstanceMetadataOptionsResponse.builder()
                                .httpTokens(HttpTokensState.REQUIRED)
                                .build())
                        .build())));

    assertThat(status("/latest/meta-data/", MINE)).isEqualTo(401);
    assertThat(with("/latest/meta-data/", token(1), MINE)).isEqualTo(200);
  }

  @Test
  void openSslVerifiesTheIdentityDocument() throws Exception {
    String folderPath = "/latest/dynamic/instance-identity/";
    byte[] document = get(folderPath + "document").getBytes(StandardCharsets.UTF_8);
    Signature verify = Signature.getInstance("SHA256withRSA");
    verify.initVerify(key.certificate());
    verify.update(document);
    assertThat(verify.verify(Base64.getMimeDecoder().decode(get(folderPath + "signature"))))
        .isTrue();
    Path message = folder.resolve("message");
    Files.writeString(
        message, "-----BEGIN PKCS7-----\n" + get(folderPath + "pkcs7") + "\n-----END PKCS7-----\n");
    Path out = folder.resolve("out");
    String certificate = keys.resolve("certificate.pem").toString();
    List<String> command =
        new ArrayList<>(List.of("openssl", "smime", "-verify", "-inform", "PEM"));
    command.addAll(List.of("-in", message.toString(), "-out", out.toString()));
    command.addAll(List.of("-certfile", certificate, "-nointern", "-noverify", "-binary"));
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(openssl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(openssl.waitFor()).as(said).isZero();
    assertThat(out).hasBinaryContent(document);
    assertThat(new String(document, StandardCharsets.UTF_8))
        .contains(
            "\"accountId\" : \"000000000001\"",
            "\"pendingTime\" : \"2026-11-21T22:00:00Z\"",
            "\"billingProducts\" : null",
            "\"region\" : \"lab-1\"");
  }

  @Test
  void theKeyIsTheOwnersAlone() throws IOException {
    assertThat(
            PosixFilePermissions.toString(Files.getPosixFilePermissions(keys.resolve("key.der"))))
        .isEqualTo("rw-------");
  }
}
