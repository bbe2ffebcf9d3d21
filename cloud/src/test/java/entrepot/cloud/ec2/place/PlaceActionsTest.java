package entrepot.cloud.ec2.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.wire.TestingEndpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypeOfferingsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeInstanceTypesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.InstanceTypeInfo;
import software.amazon.awssdk.services.ec2.model.InstanceTypeOffering;
import software.amazon.awssdk.services.ec2.model.LocationType;

class PlaceActionsTest {
  private static final InstanceTypes TYPES = InstanceTypes.table(Scale.DEFAULT);

  @TempDir Path folder;
  private TestingEndpoint endpoint;
  private Ec2Client client;

  @BeforeEach
  void start() {
    endpoint =
        new TestingEndpoint(
            folder,
            PlaceActions.all(
                () -> Map.of("lab-2", "127.0.0.1:2", "lab-1", "127.0.0.1:1"),
                TYPES,
                7,
                call -> "vpc-of-" + call.region().name()));
    client = endpoint.client(TestingEndpoint.KEY);
  }

  @AfterEach
  void stop() {
    client.close();
    endpoint.close();
  }

  @Test
  void regionsComeWithTheirEndpoints() {
    assertThat(client.describeRegions().regions())
        .extracting(region -> region.regionName() + " " + region.endpoint())
        .containsExactly("lab-1 127.0.0.1:1", "lab-2 127.0.0.1:2");
    assertThat(
            client
                .describeRegions(DescribeRegionsRequest.builder().regionNames("lab-2").build())
                .regions())
        .hasSize(1);
    assertThatThrownBy(() ->
            client.describeRegions(DescribeRegionsRequest.builder().regionNames("moon-1").build()))
        .hasMessageContaining("moon-1");
  }

  @Test
  void zonesAreThoseOfTheRegionAlone() {
    List<AvailabilityZone> zones = client.describeAvailabilityZones().availabilityZones();
    assertThat(zones).extracting(AvailabilityZone::zoneName).containsExactly("lab-1a", "lab-1b");
    assertThat(zones.getFirst().stateAsString()).isEqualTo("available");
    assertThat(zones.getFirst().regionName()).isEqualTo("lab-1");
    assertThat(zones.getFirst().zoneId()).isEqualTo("lab-1-az1");
    assertThatThrownBy(() ->
            client.describeAvailabilityZones(
                DescribeAvailabilityZonesRequest.builder().zoneNames("lab-2a").build()))
        .hasMessageContaining("lab-2a");
  }

  @Test
  void anAccountIsToldItsLimits() {
    assertThat(client.describeAccountAttributes().accountAttributes())
        .extracting(PlaceActionsTest::shown)
        .contains("max-instances 7", "default-vpc vpc-of-lab-1", "supported-platforms VPC");
  }

  @Test
  void typesAreWhatAwsPromisesOfThem() {
    InstanceTypeInfo small =
        client
            .describeInstanceTypes(
                DescribeInstanceTypesRequest.builder().instanceTypesWithStrings("m1.small").build())
            .instanceTypes()
            .getFirst();
    assertThat(small.memoryInfo().sizeInMiB()).isEqualTo(1740);
    assertThat(small.vCpuInfo().defaultVCpus()).isEqualTo(1);
    assertThat(small.instanceStorageInfo().totalSizeInGB()).isEqualTo(160);
    assertThat(small.currentGeneration()).isFalse();
    assertThat(
            client
                .describeInstanceTypesPaginator(
                    DescribeInstanceTypesRequest.builder().maxResults(5).build())
                .instanceTypes())
        .hasSize(TYPES.all().size());
    assertThat(
            client
                .describeInstanceTypes(
                    DescribeInstanceTypesRequest.builder()
                        .filters(
                            filter("instance-type", "t3.*"), filter("vcpu-info.default-vcpus", "4"))
                        .build())
                .instanceTypes())
        .extracting(InstanceTypeInfo::instanceTypeAsString)
        .containsExactly("t3.xlarge");
  }

  @Test
  void typesAreOfferedEverywhere() {
    assertThat(
            client
                .describeInstanceTypeOfferings(
                    DescribeInstanceTypeOfferingsRequest.builder()
                        .locationType(LocationType.AVAILABILITY_ZONE)
                        .filters(filter("instance-type", "t2.micro"))
                        .build())
                .instanceTypeOfferings())
        .extracting(InstanceTypeOffering::location)
        .containsExactly("lab-1a", "lab-1b");
    assertThat(
            client
                .describeInstanceTypeOfferings(
                    DescribeInstanceTypeOfferingsRequest.builder().build())
                .instanceTypeOfferings())
        .hasSize(TYPES.all().size())
        .extracting(InstanceTypeOffering::location)
        .containsOnly("lab-1");
  }

  @Test
  void guestsAreSmallerThanTheirTypeByTheScale() {
    InstanceType type = InstanceTypes.table(new Scale(4, 256, 2048, 2, 10)).asked("m1.xlarge");
    assertThat(type.memoryMiB()).isEqualTo(15360);
    assertThat(type.guest().memoryMiB()).isEqualTo(2048);
    assertThat(type.guest().cpus()).isEqualTo(2);
    assertThat(type.guest().ephemeralBytes()).hasSize(4).containsOnly(42L << 30);
    assertThat(TYPES.asked(null).name()).isEqualTo("m1.small");
    assertThatThrownBy(() -> TYPES.asked("m9.huge"))
        .isInstanceOf(Ec2Failure.class)
        .hasMessageContaining("Invalid value 'm9.huge' for InstanceType.");
  }

  private static String shown(AccountAttribute attribute) {
    return attribute.attributeName()
        + " "
        + attribute.attributeValues().getFirst().attributeValue();
  }

  private static Filter filter(String name, String value) {
    return Filter.builder().name(name).values(value).build();
  }
}
