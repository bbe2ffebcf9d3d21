package entrepot.app.region.policy;

import entrepot.kit.Failure;

/** A region that an edge serves: there is nothing to write a policy for. */
public final class NoBucket extends Failure {
  private static final long serialVersionUID = 1L;

  NoBucket(String region) {
    super(
        "region %s has no bucket: an edge serves it, which knows its networks".formatted(region),
        "Name a region with 'bucket' in the configuration.",
        null);
  }
}
