/** Regions' networks in real namespaces, with real rules, DHCP and DNS. */
@NullMarked
package entrepot.cloud.network;

import org.jspecify.annotations.NullMarked;
