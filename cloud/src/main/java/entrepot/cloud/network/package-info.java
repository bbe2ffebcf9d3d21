/**
 * The network of a region: a namespace with a routed tap for each instance, addresses and names by
 * DHCP and DNS, public addresses, and security groups as nftables rules.
 */
@NullMarked
package entrepot.cloud.network;

import org.jspecify.annotations.NullMarked;
