package entrepot.cloud.volume;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.model.OperationType;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotAttributeName;

/** The actions on snapshots as the AWS SDK sees them. */
class SnapshotActionsTest extends WireFixture {
  @Test
  void aSnapshotKeepsWhatTheVolumeHadAndVolumesOfItBeginAsIt() throws Exception {
    String first = newVolume(1);
    TestingStorage.qemuIo(north.storage().volume(first), "write -P 0xa1 1M 64k", "flush");
    String id = snapshot(first);
    TestingStorage.qemuIo(north.storage().volume(first), "write -P 0xb2 1M 64k", "flush");
    Snapshot snapshot = ec2.describeSnapshots(r -> r.ownerIds("self")).snapshots().getFirst();
    assertThat(snapshot.snapshotId()).isEqualTo(id);
    assertThat(snapshot.volumeId()).isEqualTo(first);
    assertThat(snapshot.volumeSize()).isEqualTo(1);
    assertThat(snapshot.progress()).isEqualTo("100%");
    assertThat(snapshot.description()).isEqualTo("of it");
    assertThat(snapshot.ownerId()).isEqualTo(TestingStorage.OWNER);

    refused(
        "InvalidParameterValue",
        () -> ec2.createVolume(r -> r.availabilityZone(ZONE).snapshotId(id).size(0)));
    String second =
        ec2.createVolume(r -> r.availabilityZone(ZONE).snapshotId(id).size(2)).volumeId();
    ec2.deleteVolume(r -> r.volumeId(first));
    assertThat(volume(second).snapshotId()).isEqualTo(id);
    TestingStorage.qemuIo(
        north.storage().volume(second), "read -P 0xa1 1M 64k", "write -P 0xc3 1500M 64k");

    ec2.deleteSnapshot(r -> r.snapshotId(id));
    refused("InvalidSnapshot.NotFound", () -> state(id));
    assertThat(north.storage().snapshot(id)).as("a volume stands on it").exists();
    TestingStorage.qemuIo(north.storage().volume(second), "read -P 0xa1 1M 64k");
    ec2.deleteVolume(r -> r.volumeId(second));
    assertThat(north.files()).isEmpty();
  }

  @Test
  void aSnapshotIsSharedByItsPermission() throws Exception {
    String snap = snapshot(newVolume(1));
    refused("InvalidSnapshot.NotFound", () -> other.describeSnapshots(r -> r.snapshotIds(snap)));
    ec2.modifySnapshotAttribute(r ->
        r.snapshotId(snap)
            .attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION)
            .operationType(OperationType.ADD)
            .userIds(TestingStorage.OTHER));
    assertThat(other.describeSnapshots(r -> r.restorableByUserIds("self")).snapshots()).hasSize(1);
    assertThat(
            ec2.describeSnapshotAttribute(r ->
                    r.snapshotId(snap).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION))
                .createVolumePermissions())
        .singleElement()
        .satisfies(one -> assertThat(one.userId()).isEqualTo(TestingStorage.OTHER));
    ec2.resetSnapshotAttribute(
        r -> r.snapshotId(snap).attribute(SnapshotAttributeName.CREATE_VOLUME_PERMISSION));
    assertThat(other.describeSnapshots().snapshots()).isEmpty();
  }
}
