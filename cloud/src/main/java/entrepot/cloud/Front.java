package entrepot.cloud;

import entrepot.cloud.ebs.EbsEndpoint;
import entrepot.cloud.ec2.Action;
import entrepot.cloud.metadata.IdentityKey;
import entrepot.cloud.metadata.MetadataService;
import entrepot.cloud.s3.RegionBuckets;
import entrepot.cloud.wire.Account;
import entrepot.cloud.wire.Accounts;
import entrepot.cloud.wire.Ec2Endpoint;
import entrepot.kit.listen.Binding;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Limits;
import entrepot.kit.listen.Listener;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Where a region answers: the APIs of EC2, EBS and S3 to everybody with a key, metadata to its
 * instances.
 */
final class Front implements AutoCloseable {
  private final Listener api;
  private final Listener metadata;
  private final Optional<RegionBuckets> buckets;

  private Front(Listener api, Listener metadata, Optional<RegionBuckets> buckets) {
    this.api = api;
    this.metadata = metadata;
    this.buckets = buckets;
  }

  static Front open(
      CloudPlan plan, CloudPlan.RegionPlan region, LabRegion parts, List<Action<?, ?>> actions) {
    Path own = plan.folder().resolve(region.name());
    String host = parts.network().gatewayOnHost().getHostAddress();
    Listener metadata =
        Listener.of(
            new Binding.Tcp(host, Networks.METADATA_PORT),
            Limits.DEFAULT,
            new MetadataService(parts.region(), IdentityKey.in(own.resolve("identity"))));
    metadata.start();
    Optional<RegionBuckets> buckets = Optional.empty();
    try {
      buckets =
          region.s3Port().stream()
              .mapToObj(port -> RegionBuckets.serve(own.resolve("s3"), keys(plan), host, port))
              .findFirst();
      Handler ec2 = new Ec2Endpoint(parts.region(), actions, accounts(plan));
      Handler ebs = new EbsEndpoint(parts.direct(), accounts(plan));
      Listener api =
          Listener.of(
              region.listen(),
              Limits.DEFAULT,
              request -> (EbsEndpoint.takes(request) ? ebs : ec2).handle(request));
      api.start();
      return new Front(api, metadata, buckets);
    } catch (RuntimeException e) {
      buckets.ifPresent(RegionBuckets::close);
      metadata.close();
      throw e;
    }
  }

  private static Accounts accounts(CloudPlan plan) {
    return new Accounts(keys(plan));
  }

  private static Map<String, Account> keys(CloudPlan plan) {
    Map<String, Account> keys = new TreeMap<>();
    plan.keys().forEach((id, key) -> keys.put(id, new Account(key.account(), key.secret())));
    return keys;
  }

  /** The API's address, {@code host:port}. */
  String address() {
    return api.address().toString();
  }

  /** Where its buckets are, if it has any. */
  Optional<URI> s3() {
    return buckets.map(RegionBuckets::endpoint);
  }

  @Override
  public void close() {
    api.close();
    buckets.ifPresent(RegionBuckets::close);
    metadata.close();
  }
}
