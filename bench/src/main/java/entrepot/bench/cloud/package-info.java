/** The lab cloud: what a description of many instances costs, and what a launch adds to QEMU. */
@NullMarked
package entrepot.bench.cloud;

import org.jspecify.annotations.NullMarked;
