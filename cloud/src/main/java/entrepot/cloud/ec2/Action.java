package entrepot.cloud.ec2;

import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/**
 * One action of the API, named as its class is. The endpoint has verified the signature, decoded
 * the request, and answers a DryRun by itself once {@link #check} returned.
 */
public interface Action<Q extends Ec2Request, S extends Ec2Response> {
  /** As clients call it, such as {@code RunInstances}. */
  default String name() {
    return getClass().getSimpleName();
  }

  /** The request's class, such as {@code RunInstancesRequest}. */
  Class<Q> request();

  /** What can be refused without doing anything; throws {@link Ec2Failure}. */
  default void check(Q request, Call call) {}

  /** Does it; throws {@link Ec2Failure}. It may block, but waits for no machine to boot. */
  S run(Q request, Call call);
}
