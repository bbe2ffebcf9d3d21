package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.app.command.Report;
import entrepot.it.fixture.LabAccess;
import entrepot.it.fixture.Ran;
import entrepot.it.fixture.TestingCloud;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** Instances keep what they work on in buckets, which stay when the cloud is down. */
class CloudBucketTest {
  @TempDir Path folder;

  @Test
  void anInstanceLoadsFromABucketAndCheckpointsToIt() throws IOException, URISyntaxException {
    URI buckets;
    Path objects;
    try (TestingCloud cloud = TestingCloud.withBuckets(folder)) {
      buckets = URI.create(cloud.buckets());
      objects = cloud.disks().resolve("s3/accounts/000000000001/work");
      assertThat(cloud.status().regions())
          .extracting(Report.CloudRegionRow::s3)
          .map(Objects::toString)
          .containsExactly("Optional[" + buckets + "]");
      Path script =
          Path.of(Objects.requireNonNull(getClass().getResource("cloud_buckets.py")).toURI());
      Ran ran =
          Ran.command(
              cloud.environment(),
              List.of(
                  "/usr/bin/python3",
                  script.toString(),
                  cloud.endpoint(),
                  buckets.toString(),
                  cloud.importTinyGuest("tiny", false)));
      assertThat(ran.output() + (ran.ok() ? "" : cloud.server().output()))
          .endsWith("checkpointed\n");
    }
    assertThat(Files.readString(objects.resolve("out/checkpoint"))).isEqualTo("42");
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  @Test
  void areClosedByDownWhileTheServerRunsAndAreThereWithTheNextOne() {
    try (TestingCloud cloud = TestingCloud.withBuckets(folder)) {
      URI buckets = URI.create(cloud.buckets());
      URI api = URI.create(cloud.endpoint());
      try (S3Client s3 = client(buckets)) {
        s3.createBucket(CreateBucketRequest.builder().bucket("work").build());
        s3.putObject(
            PutObjectRequest.builder().bucket("work").key("kept").build(),
            RequestBody.fromString("content"));
      }
      String instance =
          cloud
              .aws(
                  "run-instances",
                  "--instance-type=t3.micro",
                  "--image-id=" + cloud.importTinyGuest("tiny", true),
                  "--query=Instances[0].InstanceId")
              .must()
              .output()
              .strip();
      assertThat(List.of(listens(buckets), listens(api))).containsOnly(true);
      assertThat(Leftovers.ofCloud(folder))
          .anyMatch(each -> each.startsWith("ss ") && each.contains(":" + buckets.getPort()))
          .anyMatch(each -> each.startsWith("process "))
          .anyMatch(each -> each.startsWith("ip route"))
          .contains(cloud.namespace());

      cloud.down();

      // The address of the buckets is gone with the port, so nobody can be asked there.
      assertThat(Leftovers.ofCloud(folder)).isEmpty();
      assertThat(listens(api)).isFalse();
      assertThat(cloud.disks().resolve("instances").toFile().list())
          .as("of a stopped instance the console stays")
          .containsExactly(instance);
      assertThat(cloud.server().exit(Duration.ZERO)).as("the server ended").isEmpty();
      assertThatThrownBy(cloud::status).hasMessageContaining("was taken down");
      cloud.down();

      cloud.restart(List.of());
      assertThat(URI.create(cloud.buckets())).isEqualTo(buckets);
      try (S3Client s3 = client(buckets)) {
        assertThat(
                s3.getObjectAsBytes(GetObjectRequest.builder().bucket("work").key("kept").build())
                    .asUtf8String())
            .isEqualTo("content");
      }
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  private static boolean listens(URI at) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(at.getHost(), at.getPort()), 2_000);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  private static S3Client client(URI buckets) {
    return S3Client.builder()
        .httpClient(Apache5HttpClient.create())
        .region(Region.of(TestingCloud.REGION))
        .endpointOverride(buckets)
        .forcePathStyle(true)
        .credentialsProvider(LabAccess.TESTING.credentials())
        .build();
  }
}
