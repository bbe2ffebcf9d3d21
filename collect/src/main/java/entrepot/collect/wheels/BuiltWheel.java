package entrepot.collect.wheels;

import entrepot.collect.python.ProjectName;
import entrepot.kit.Digest;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * A wheel that was built, is in the store, and passed its checks.
 *
 * @param inputs what it was built from: the builder, the sdist, and all that the build saw of the
 *     index
 * @param metadata the sha256 of its METADATA, which is in the store too
 * @param requiresPython as its metadata says
 * @param policy the widest platform tag that its native code fits, such as {@code manylinux_2_34};
 *     {@code any} without native code, {@code linux} where it fits none
 * @param libraries that its native code expects of the system
 */
record BuiltWheel(
    ProjectName project,
    String version,
    String file,
    Digest sha256,
    long size,
    Digest metadata,
    long metadataSize,
    Optional<String> requiresPython,
    String policy,
    List<String> libraries,
    SortedMap<String, String> inputs) {
  BuiltWheel {
    libraries = List.copyOf(libraries);
  }
}
