package entrepot.steering.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpRangesTest {
  private static final String RANGES =
      """
      {"syncToken": "1763728000", "createDate": "2025-11-21-12-00-00",
       "prefixes": [
        {"ip_prefix": "3.5.140.0/22", "region": "ap-northeast-2", "service": "AMAZON",
         "network_border_group": "ap-northeast-2"},
        {"ip_prefix": "3.5.140.0/22", "region": "ap-northeast-2", "service": "EC2"},
        {"ip_prefix": "13.34.0.0/16", "region": "eu-west-1", "service": "EC2"},
        {"ip_prefix": "13.34.0.0/16", "region": "eu-west-1", "service": "EC2"},
        {"ip_prefix": "1.178.0.0/24", "region": "GLOBAL", "service": "EC2"},
        {"ip_prefix": "no address", "region": "eu-west-1", "service": "S3"}],
       "ipv6_prefixes": [
        {"ipv6_prefix": "2600:1f14::/35", "region": "eu-west-1", "service": "EC2",
         "later": {"x": [1]}}]}
      """;

  @Test
  void tellsTheNetblocksOfEachRegionInBothFamilies() {
    assertThat(read(RANGES))
        .containsExactlyInAnyOrderEntriesOf(
            java.util.Map.of(
                "ap-northeast-2", List.of(Netblock.of("3.5.140.0/22")),
                "eu-west-1", List.of(Netblock.of("13.34.0.0/16"), Netblock.of("2600:1f14::/35"))));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "{}",
        "null",
        "{\"prefixes\":{}}",
        "{\"prefixes\":[1]}",
        "{\"prefixes\":[{}",
        "{\"prefixes\":[]}{}",
        "{\"prefixes\":[{\"region\":\"a\",\"service\":\"EC2\"}]}",
        "{\"prefixes\":[{\"ip_prefix\":\"x\",\"region\":\"a\",\"service\":\"EC2\"}]}",
        "{\"prefixes\":[{\"ip_prefix\":[[[[[[]]]]]],\"region\":\"a\",\"service\":\"EC2\"}]}",
      })
  void refusesWhatIsNoSuchList(String json) {
    assertThatThrownBy(() -> read(json)).isInstanceOf(InvalidIpRanges.class);
  }

  private static SortedMap<String, List<Netblock>> read(String json) {
    return IpRanges.read(
        new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), IpRanges.EC2);
  }
}
