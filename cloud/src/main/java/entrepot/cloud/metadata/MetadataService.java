package entrepot.cloud.metadata;

import entrepot.cloud.ec2.Region;
import entrepot.kit.listen.Answer;
import entrepot.kit.listen.Handler;
import entrepot.kit.listen.Request;

/**
 * The metadata of a region's instances. The public address that a request comes from tells whose.
 */
public final class MetadataService implements Handler {
  private final Region region;
  private final IdentityKey key;

  public MetadataService(Region region, IdentityKey key) {
    this.region = region;
    this.key = key;
  }

  @Override
  public Answer handle(Request request) {
    return Answer.text(404, region.name() + key.hashCode());
  }
}
