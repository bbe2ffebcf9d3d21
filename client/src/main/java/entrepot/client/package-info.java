/** Packs the client kit, whose shell programs lie in src/main/root, as .deb and .rpm. */
@NullMarked
package entrepot.client;

import org.jspecify.annotations.NullMarked;
