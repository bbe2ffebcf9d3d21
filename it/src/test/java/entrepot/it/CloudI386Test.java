package entrepot.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.it.fixture.TestingCloud;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.ArchitectureValues;
import software.amazon.awssdk.services.ec2.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstancesRequest;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.GetConsoleOutputRequest;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.RunInstancesRequest;
import software.amazon.awssdk.services.ec2.model.TerminateInstancesRequest;

/** An image of 32 bits boots as one, and what its guest said stays readable after its end. */
class CloudI386Test {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  @TempDir Path folder;

  @Test
  void bootsA32BitKernelAsTheTypesThatTakeIt() {
    try (TestingCloud cloud = TestingCloud.in(folder, Duration.ofSeconds(1));
        Ec2Client ec2 = cloud.client()) {
      String image = cloud.importTinyGuestOfI386("old");
      assertThat(
              ec2.describeImages(DescribeImagesRequest.builder().imageIds(image).build())
                  .images()
                  .getFirst()
                  .architecture())
          .isEqualTo(ArchitectureValues.I386);

      assertThatThrownBy(() -> launch(ec2, image, "t3.micro"))
          .isInstanceOfSatisfying(
              Ec2Exception.class,
              e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterValue"))
          .hasMessageContaining("'x86_64' of the specified instance type")
          .hasMessageContaining("'i386' of the specified AMI");

      String id = launch(ec2, image, "m1.small").instanceId();
      until(() -> console(ec2, id).contains("entrepot-guest done 0"), () -> console(ec2, id));
      assertThat(console(ec2, id)).contains("machine i686", "mounted /disk");
      assertThat(describe(ec2, id).architecture()).isEqualTo(ArchitectureValues.I386);

      assertThat(
              ec2.terminateInstances(TerminateInstancesRequest.builder().instanceIds(id).build())
                  .terminatingInstances())
          .hasSize(1);
      until(
          () -> describe(ec2, id).state().name() == InstanceStateName.TERMINATED,
          () -> cloud.server().output());
      assertThat(console(ec2, id)).contains("machine i686");
    }
  }

  private static Instance launch(Ec2Client ec2, String image, String type) {
    String script =
        """
        #!/bin/sh
        echo "machine $(uname -m)"
        df /disk | awk 'END {print "mounted", $6}'
        """;
    return ec2.runInstances(
            RunInstancesRequest.builder()
                .imageId(image)
                .instanceType(type)
                .minCount(1)
                .maxCount(1)
                .userData(Base64.getEncoder().encodeToString(script.getBytes(UTF_8)))
                .build())
        .instances()
        .getFirst();
  }

  private static Instance describe(Ec2Client ec2, String id) {
    return ec2.describeInstances(DescribeInstancesRequest.builder().instanceIds(id).build())
        .reservations()
        .getFirst()
        .instances()
        .getFirst();
  }

  private static String console(Ec2Client ec2, String id) {
    String output =
        ec2.getConsoleOutput(GetConsoleOutputRequest.builder().instanceId(id).build()).output();
    return new String(Base64.getDecoder().decode(output), UTF_8);
  }

  private static void until(BooleanSupplier holds, Supplier<String> seen) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!holds.getAsBoolean()) {
      assertThat(System.nanoTime()).as(seen).isLessThan(end);
      LockSupport.parkNanos(300_000_000);
    }
  }
}
