package entrepot.cloud.ec2.place;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.services.ec2.model.AccountAttribute;
import software.amazon.awssdk.services.ec2.model.AccountAttributeValue;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAccountAttributesResponse;

/** Tells what an account may have in the region. */
final class DescribeAccountAttributes
    implements Action<DescribeAccountAttributesRequest, DescribeAccountAttributesResponse> {
  private final int instances;
  private final Function<Call, String> defaultVpc;

  DescribeAccountAttributes(int instances, Function<Call, String> defaultVpc) {
    this.instances = instances;
    this.defaultVpc = defaultVpc;
  }

  @Override
  public Class<DescribeAccountAttributesRequest> request() {
    return DescribeAccountAttributesRequest.class;
  }

  @Override
  public DescribeAccountAttributesResponse run(
      DescribeAccountAttributesRequest request, Call call) {
    Map<String, List<String>> attributes =
        new TreeMap<>(
            Map.of(
                "default-vpc", List.of(defaultVpc.apply(call)),
                "max-elastic-ips", List.of("0"),
                "max-instances", List.of(Integer.toString(instances)),
                "supported-platforms", List.of("VPC"),
                "vpc-max-elastic-ips", List.of("0"),
                "vpc-max-security-groups-per-interface", List.of("5")));
    List<String> asked = request.attributeNamesAsStrings();
    for (String name : asked) {
      if (!attributes.containsKey(name)) {
        throw Ec2Failure.of(
            "InvalidParameterValue",
            "Value (" + name + ") for parameter attribute-name is invalid.");
      }
    }
    return DescribeAccountAttributesResponse.builder()
        .accountAttributes(
            attributes.entrySet().stream()
                .filter(one -> asked.isEmpty() || asked.contains(one.getKey()))
                .map(one -> attribute(one.getKey(), one.getValue()))
                .toList())
        .build();
  }

  private static AccountAttribute attribute(String name, List<String> values) {
    return AccountAttribute.builder()
        .attributeName(name)
        .attributeValues(
            values.stream()
                .map(value -> AccountAttributeValue.builder().attributeValue(value).build())
                .toList())
        .build();
  }
}
