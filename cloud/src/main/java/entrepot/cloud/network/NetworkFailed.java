package entrepot.cloud.network;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** The kernel or one of its tools refused what a region's network needs. */
public final class NetworkFailed extends Failure {
  private static final long serialVersionUID = 1L;

  NetworkFailed(String message, @Nullable Throwable cause) {
    super(
        message,
        "It needs root, and the tools ip (iproute2), nft (nftables), dnsmasq (dnsmasq-base) and"
            + " conntrack.",
        cause);
  }
}
