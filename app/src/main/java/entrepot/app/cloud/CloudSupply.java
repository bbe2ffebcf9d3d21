package entrepot.app.cloud;

import entrepot.app.config.BucketAccess;
import entrepot.app.config.CloudConfiguration;
import entrepot.cloud.CloudPlan;
import entrepot.kit.listen.Binding;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** Says to the lab cloud in its own words what the configuration says, with the keys' secrets. */
public final class CloudSupply {
  private final BucketAccess access = new BucketAccess();

  /** The plan; throws CredentialsUnreadable, which tells the place and never the key. */
  public CloudPlan plan(CloudConfiguration configured, Path folder) {
    Map<String, CloudPlan.AccessKey> keys = new TreeMap<>();
    configured
        .accounts()
        .forEach((account, place) -> {
          AwsCredentials key = access.of(place).resolveCredentials();
          keys.put(key.accessKeyId(), new CloudPlan.AccessKey(account, key.secretAccessKey()));
        });
    Map<String, CloudPlan.TypePlan> types = new TreeMap<>();
    configured
        .types()
        .forEach(
            (name, type) -> types.put(name, new CloudPlan.TypePlan(type.memoryMiB(), type.cpus())));
    return new CloudPlan(
        folder,
        keys,
        configured.user(),
        configured.memoryMiB(),
        configured.instances(),
        configured.patience(),
        types,
        configured.regions().values().stream().map(CloudSupply::region).toList());
  }

  private static CloudPlan.RegionPlan region(CloudConfiguration.Region region) {
    return new CloudPlan.RegionPlan(
        region.name(),
        region.zones(),
        binding(region.listen()),
        region.privateRange(),
        region.publicRange(),
        region.link(),
        region.services(),
        region.s3Port());
  }

  private static Binding binding(InetSocketAddress address) {
    return new Binding.Tcp(address.getAddress().getHostAddress(), address.getPort());
  }

  /** What to say where the configuration has no lab cloud. */
  public static CloudUnavailable notConfigured() {
    return new CloudUnavailable(
        "no lab cloud is configured", "Add a group 'cloud'; 'entrepot config example' shows one.");
  }
}
