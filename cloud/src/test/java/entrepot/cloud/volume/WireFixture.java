package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Ec2Endpoint;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Two accounts that ask for the actions on storage with the AWS SDK; real disks. */
abstract class WireFixture {
  static final String ZONE = "lab-north-1a";

  @TempDir Path folder;
  TestingStorage cloud;
  TestingStorage.One north;
  private final List<Listener> listeners = new ArrayList<>();
  private final List<Ec2Client> clients = new ArrayList<>();
  Ec2Client ec2;
  Ec2Client other;

  @BeforeEach
  void open() throws Exception {
    cloud = new TestingStorage(folder, InstantSource.system(), new NoMachines());
    north = cloud.north();
    ec2 = client(north, "AKIAOWNER");
    other = client(north, "AKIAOTHER");
  }

  @AfterEach
  void close() {
    clients.forEach(Ec2Client::close);
    listeners.forEach(listener -> listener.stop(Duration.ZERO));
    cloud.close();
  }

  Ec2Client client(TestingStorage.One one, String key) {
    Accounts accounts =
        new Accounts(
            Map.of(
                "AKIAOWNER", new Account(TestingStorage.OWNER, "s3cret"),
                "AKIAOTHER", new Account(TestingStorage.OTHER, "s3cret")));
    Listener listener =
        Listener.of(
            new Binding.Tcp("127.0.0.1", 0),
            Limits.DEFAULT,
            new Ec2Endpoint(one.region(), one.actions(), accounts));
    Binding.Tcp bound = (Binding.Tcp) listener.start();
    listeners.add(listener);
    Ec2Client client =
        Ec2Client.builder()
            .endpointOverride(URI.create("http://127.0.0.1:" + bound.port()))
            .region(software.amazon.awssdk.regions.Region.of(one.region().name()))
            .credentialsProvider(
                StaticCredentialsProvider.create(AwsBasicCredentials.create(key, "s3cret")))
            .build();
    clients.add(client);
    return client;
  }

  static AbstractThrowableAssert<?, ?> refused(String code, ThrowingCallable call) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            Ec2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code));
  }

  Volume volume(String id) {
    return ec2.describeVolumes(r -> r.volumeIds(id)).volumes().getFirst();
  }

  String newVolume(int gib) {
    return ec2.createVolume(r -> r.availabilityZone(ZONE).size(gib)).volumeId();
  }

  String snapshot(String volumeId) throws InterruptedException {
    String id = ec2.createSnapshot(r -> r.volumeId(volumeId).description("of it")).snapshotId();
    TestingStorage.until(() -> state(id) == SnapshotState.COMPLETED);
    return id;
  }

  SnapshotState state(String id) {
    return ec2.describeSnapshots(r -> r.snapshotIds(id)).snapshots().getFirst().state();
  }
}
