package entrepot.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AttachVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StartInstancesRequest;
import software.amazon.awssdk.services.ec2.model.StopInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** Calls of EC2 that end once what they asked for has come about. */
final class PatientEc2 {
  /** Longest that what was asked for takes; a machine is emulated, beside other work. */
  static final Duration SOON = Duration.ofMinutes(3);

  private final Ec2Client ec2;
  private final Supplier<String> log;

  /**
   * Waits for what this client asks for.
   *
   * @param log what the server said, told when it takes too long
   */
  PatientEc2(Ec2Client ec2, Supplier<String> log) {
    this.ec2 = ec2;
    this.log = log;
  }

  /** Runs one instance, which runs then. */
  Instance running(RunInstancesRequest request) {
    String id = ec2.runInstances(request).instances().getFirst().instanceId();
    until(id + " runs", SOON, () -> instance(id).state().name() == InstanceStateName.RUNNING);
    return instance(id);
  }

  /** As it is now. */
  Instance instance(String id) {
    return ec2.describeInstances(DescribeInstancesRequest.builder().instanceIds(id).build())
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  /** Stops it, and waits until it has. */
  void stop(String id) {
    ec2.stopInstances(StopInstancesRequest.builder().instanceIds(id).build());
    until(id + " stops", SOON, () -> instance(id).state().name() == InstanceStateName.STOPPED);
  }

  /** Starts it, and waits until it has. */
  void start(String id) {
    ec2.startInstances(StartInstancesRequest.builder().instanceIds(id).build());
    until(id + " runs", SOON, () -> instance(id).state().name() == InstanceStateName.RUNNING);
  }

  void terminate(Instance instance) {
    String id = instance.instanceId();
    ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build());
    until(id + " is gone", SOON, () -> instance(id).state().name() == InstanceStateName.TERMINATED);
  }

  void attach(String volume, Instance instance, String device) {
    ec2.attachVolume(
        AttachVolumeRequest.builder()
            .volumeId(volume)
            .instanceId(instance.instanceId())
            .device(device)
            .build());
    volumeIs(volume, "in-use");
  }

  /** Waits until the volume is in that state. */
  void volumeIs(String volume, String state) {
    until(
        volume + " is " + state,
        SOON,
        () ->
            ec2.describeVolumes(DescribeVolumesRequest.builder().volumeIds(volume).build())
                .volumes()
                .getFirst()
                .stateAsString()
                .equals(state));
  }

  /** What it wrote to its serial console so far. */
  String console(Instance instance) {
    String output =
        ec2.getConsoleOutput(
                GetConsoleOutputRequest.builder().instanceId(instance.instanceId()).build())
            .output();
    return output == null
        ? ""
        : new String(Base64.getMimeDecoder().decode(output), StandardCharsets.UTF_8);
  }

  /** Looks again and again; fails when it takes longer. */
  void until(String what, Duration longest, BooleanSupplier look) {
    long end = System.nanoTime() + longest.toNanos();
    while (!look.getAsBoolean()) {
      assertThat(System.nanoTime()).as("%s: %s", what, log.get()).isLessThan(end);
      LockSupport.parkNanos(300_000_000);
    }
  }
}
