package entrepot.it;

import static entrepot.kit.CrashPoint.CLOUD_ATTACH_AFTER_ATTACHED;
import static entrepot.kit.CrashPoint.CLOUD_ATTACH_AFTER_DEVICE;
import static entrepot.kit.CrashPoint.CLOUD_ATTACH_AFTER_RECORD;
import static entrepot.kit.CrashPoint.CLOUD_CYCLE_AFTER_DOWN;
import static entrepot.kit.CrashPoint.CLOUD_CYCLE_AFTER_RECORD;
import static entrepot.kit.CrashPoint.CLOUD_CYCLE_AFTER_WORK;
import static entrepot.kit.CrashPoint.CLOUD_END_AFTER_FILES;
import static entrepot.kit.CrashPoint.CLOUD_END_AFTER_MACHINE;
import static entrepot.kit.CrashPoint.CLOUD_END_AFTER_RECORD;
import static entrepot.kit.CrashPoint.CLOUD_END_AFTER_UNPLUG;
import static entrepot.kit.CrashPoint.CLOUD_END_AFTER_VOLUMES;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_EPHEMERAL;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_FILTER;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_MACHINE;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_PLUG;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_RECORD;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_ROOT;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_RUNNING;
import static entrepot.kit.CrashPoint.CLOUD_LAUNCH_AFTER_VOLUMES;
import static entrepot.kit.CrashPoint.CLOUD_RULES_AFTER_FILTER;
import static entrepot.kit.CrashPoint.CLOUD_RULES_AFTER_RECORD;
import static entrepot.kit.CrashPoint.CLOUD_SNAPSHOT_AFTER_COMPLETED;
import static entrepot.kit.CrashPoint.CLOUD_SNAPSHOT_AFTER_COPY;
import static entrepot.kit.CrashPoint.CLOUD_SNAPSHOT_AFTER_FILE;
import static entrepot.kit.CrashPoint.CLOUD_SNAPSHOT_AFTER_RECORD;
import static org.assertj.core.api.Assertions.assertThat;

import entrepot.kit.CrashPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/**
 * A server that is killed at any point of any change leaves a cloud in which records and things
 * agree. A bystander runs all the time: it stays reachable as its group says, and no more, from the
 * host and from an instance outside its group.
 */
class CloudCrashTest {
  private static final boolean LONG = Boolean.getBoolean("entrepot.long");
  private static final List<CrashPoint> LAUNCH =
      List.of(
          CLOUD_LAUNCH_AFTER_RECORD,
          CLOUD_LAUNCH_AFTER_PLUG,
          CLOUD_LAUNCH_AFTER_VOLUMES,
          CLOUD_LAUNCH_AFTER_MACHINE,
          CLOUD_LAUNCH_AFTER_FILTER,
          CLOUD_LAUNCH_AFTER_RUNNING,
          CLOUD_LAUNCH_AFTER_ROOT,
          CLOUD_LAUNCH_AFTER_EPHEMERAL);
  private static final List<CrashPoint> STOP =
      List.of(CLOUD_END_AFTER_MACHINE, CLOUD_END_AFTER_UNPLUG, CLOUD_END_AFTER_RECORD);
  private static final List<CrashPoint> TERMINATE =
      List.of(
          CLOUD_END_AFTER_VOLUMES,
          CLOUD_END_AFTER_MACHINE,
          CLOUD_END_AFTER_FILES,
          CLOUD_END_AFTER_UNPLUG,
          CLOUD_END_AFTER_RECORD);

  @TempDir static Path folder;
  private static CrashingCloud cloud;
  private static Instance bystander;
  private static Outsider outsider;
  private Outsider.Counts before;

  @BeforeAll
  static void raise() throws IOException {
    cloud = new CrashingCloud(folder);
    bystander = cloud.launch();
    cloud.says(bystander.instanceId(), "boots 1");
    outsider = cloud.outsider(bystander);
  }

  @AfterAll
  static void nothingIsLeft() {
    try {
      theOutsiderNoticesWhatIsOpened();
    } finally {
      cloud.close();
    }
    assertThat(Leftovers.ofCloud(folder)).isEmpty();
  }

  private static void theOutsiderNoticesWhatIsOpened() {
    cloud.authorize(Outsider.SHUT);
    Outsider.Counts _ =
        cloud.await("the outsider", () -> outsider.counts(), counts -> counts.reached() > 0);
  }

  @BeforeEach
  void theOutsiderProbes() {
    before = outsider.counts();
  }

  @Test
  void anInstanceWithAVolumeAsItsRootComesStopsStartsAndGoes() {
    try (Prober prober = new Prober(bystander.publicIpAddress())) {
      int rounds = LONG ? LAUNCH.size() : 2;
      for (int i = 0; i < rounds; i++) {
        cloud.crash(LAUNCH.get(i), () -> cloud.run());
        Instance one = cloud.newest();
        assertThat(one.state().name()).isEqualTo(InstanceStateName.RUNNING);
        assertThat(one.blockDeviceMappings()).hasSize(1);

        cloud.crash(STOP.get(i % STOP.size()), () -> cloud.stop(one.instanceId()));
        assertThat(cloud.newest().state().name()).isEqualTo(InstanceStateName.STOPPED);
        assertThat(cloud.newest().blockDeviceMappings()).isEqualTo(one.blockDeviceMappings());

        CrashPoint start = LAUNCH.get(1 + (i + 2) % (LAUNCH.size() - 1));
        cloud.crash(start, () -> cloud.start(one.instanceId()));
        assertThat(cloud.newest().state().name()).isEqualTo(InstanceStateName.RUNNING);

        cloud.crash(TERMINATE.get(i % TERMINATE.size()), () -> cloud.terminate(one.instanceId()));
        assertThat(cloud.newest().state().name()).isEqualTo(InstanceStateName.TERMINATED);
      }
      isUnharmed(prober);
    }
  }

  @Test
  void aVolumeIsAttachedToARunningMachineSnapshotAndDetached() {
    try (Prober prober = new Prober(bystander.publicIpAddress())) {
      String id = bystander.instanceId();
      for (CrashPoint point :
          List.of(
              CLOUD_ATTACH_AFTER_RECORD, CLOUD_ATTACH_AFTER_DEVICE, CLOUD_ATTACH_AFTER_ATTACHED)) {
        String volume = cloud.volume();
        cloud.crash(point, () -> cloud.attach(volume, id));
        boolean attached = cloud.volume(volume).state() == VolumeState.IN_USE;
        assertThat(attached).isEqualTo(point != CLOUD_ATTACH_AFTER_RECORD);
        if (!attached) {
          cloud.attach(volume, id);
        }
        cloud.says(id, "flushed " + volume.replace("-", "") + " 2\\D");

        cloud.crash(snapshotPoint(point), () -> cloud.snapshot(volume));

        cloud.crash(
            CrashPoint.valueOf(
                point.name().replace("ATTACH_", "DETACH_").replace("_ATTACHED", "_DETACHED")),
            () -> cloud.detach(volume));
        assertThat(cloud.volume(volume).state()).isEqualTo(VolumeState.AVAILABLE);
        cloud.delete(volume);
      }
      isUnharmed(prober);
    }
  }

  private static CrashPoint snapshotPoint(CrashPoint with) {
    return switch (with) {
      case CLOUD_ATTACH_AFTER_RECORD -> CLOUD_SNAPSHOT_AFTER_RECORD;
      case CLOUD_ATTACH_AFTER_DEVICE -> CLOUD_SNAPSHOT_AFTER_COPY;
      default -> CLOUD_SNAPSHOT_AFTER_FILE;
    };
  }

  @Test
  void aRunningInstanceIsImaged() {
    Instance one = cloud.launch();
    try (Prober prober = new Prober(bystander.publicIpAddress())) {
      List<CrashPoint> points =
          new ArrayList<>(
              List.of(CLOUD_CYCLE_AFTER_RECORD, CLOUD_CYCLE_AFTER_DOWN, CLOUD_CYCLE_AFTER_WORK));
      if (LONG) {
        points.addAll(
            List.of(
                CLOUD_SNAPSHOT_AFTER_RECORD,
                CLOUD_SNAPSHOT_AFTER_COPY,
                CLOUD_SNAPSHOT_AFTER_FILE,
                CLOUD_SNAPSHOT_AFTER_COMPLETED));
      }
      for (CrashPoint point : points) {
        cloud.crash(point, () -> cloud.image(one.instanceId(), point.name()));
        assertThat(cloud.newest().instanceId()).isEqualTo(one.instanceId());
        assertThat(cloud.newest().state().name()).isEqualTo(InstanceStateName.RUNNING);
        if (point == CLOUD_CYCLE_AFTER_RECORD) {
          aGuestThatGoesDownByItselfIsNotStartedAgain(one);
        }
      }
      isUnharmed(prober);
    }
    cloud.terminate(one.instanceId());
    cloud.settle("terminated");
  }

  /** What was to power it down and up again died before it did: that is over. */
  private static void aGuestThatGoesDownByItselfIsNotStartedAgain(Instance one) {
    cloud.says(one.instanceId(), "boots 1");
    Prober.tell(one.publicIpAddress(), "off");
    cloud.becomes(one.instanceId(), InstanceStateName.STOPPED);
    cloud.start(one.instanceId());
    cloud.becomes(one.instanceId(), InstanceStateName.RUNNING);
  }

  @Test
  void aRuleComesAndGoes() {
    try (Prober prober = new Prober(bystander.publicIpAddress())) {
      for (CrashPoint point : List.of(CLOUD_RULES_AFTER_RECORD, CLOUD_RULES_AFTER_FILTER)) {
        assertThat(prober.reaches(Prober.SHUT, 1_000)).isFalse();
        prober.shut(false);
        cloud.crash(point, () -> cloud.authorize(Prober.SHUT));
        assertThat(prober.reaches(Prober.SHUT, 30_000)).as("%s", point).isTrue();

        cloud.crash(point, () -> cloud.revoke(Prober.SHUT));
        assertThat(prober.reaches(Prober.SHUT, 1_000)).as("%s", point).isFalse();
        prober.shut(true);
      }
      isUnharmed(prober);
    }
  }

  @Test
  void whatAGuestFlushedIsThereWhenServerAndMachineAreKilled() {
    Instance writer = cloud.launch();
    String volume = cloud.volume();
    String serial = volume.replace("-", "");
    cloud.attach(volume, writer.instanceId());
    cloud.says(writer.instanceId(), "flushed " + serial + " 20\\D");

    cloud.killServerThenMachine(writer.instanceId());

    int flushed = last("flushed " + serial, cloud.console(writer.instanceId()));
    assertThat(flushed).isGreaterThanOrEqualTo(20);
    assertThat(cloud.newest().stateReason().code()).isEqualTo("Server.InternalError");
    cloud.detach(volume);
    cloud.settle("detached");
    cloud.attach(volume, bystander.instanceId());
    cloud.says(bystander.instanceId(), "found " + serial + " \\d+\\D");
    assertThat(last("found " + serial, cloud.console(bystander.instanceId())))
        .isGreaterThanOrEqualTo(flushed);

    // The root had been written to as well, and synced, before "boots" was said.
    cloud.start(writer.instanceId());
    cloud.says(writer.instanceId(), "boots 2");
    cloud.detach(volume);
    cloud.terminate(writer.instanceId());
    cloud.settle("ended");
  }

  private static int last(String what, String console) {
    Matcher found = Pattern.compile(what + " (\\d+)\\D").matcher(console);
    int last = -1;
    while (found.find()) {
      last = Integer.parseInt(found.group(1));
    }
    return last;
  }

  private void isUnharmed(Prober prober) {
    assertThat(prober.wrong()).isEmpty();
    assertThat(prober.rounds()).isPositive();
    assertThat(cloud.instance(bystander.instanceId())).isEqualTo(bystander);
    Outsider.Counts after = outsider.counts();
    assertThat(after.missed()).as("the port open to the outsider's group was shut").isZero();
    assertThat(after.reached()).as("the port open to nobody was reached").isZero();
    assertThat(after.opened()).isGreaterThan(before.opened());
    assertThat(after.shut()).isGreaterThan(before.shut());
  }
}
