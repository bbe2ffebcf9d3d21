package entrepot.collect.rpm;

import entrepot.store.manifest.Entry;
import java.util.Optional;

/**
 * A file that metadata names: a package or a delta of one.
 *
 * @param href relative to the folder that holds {@code repodata}, as it is written
 * @param base from {@code xml:base}
 * @param size in bytes, or {@link Entry#UNKNOWN_SIZE}
 * @param time when the file changed, in seconds since 1970; 0 where it is not told
 */
record PackageFile(
    String href,
    Optional<String> base,
    String checksumType,
    String checksum,
    long size,
    long time) {}
