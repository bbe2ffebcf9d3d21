package entrepot.cloud.volume;

import org.jspecify.annotations.Nullable;

/**
 * What a file becomes when it is imported.
 *
 * @param account whose image it is
 * @param architecture {@code i386}, {@code x86_64}
 * @param root whether instances get a root of their own that vanishes, or a volume
 * @param everybody whether every account may launch it
 * @param provided whether it shows among the images of the owner {@code amazon}
 */
public record ImportedImage(
    String account,
    String name,
    String description,
    String architecture,
    Root root,
    @Nullable String kernelId,
    @Nullable String ramdiskId,
    boolean everybody,
    boolean provided) {
  /** What a machine image's root is. */
  public enum Root {
    INSTANCE_STORE,
    EBS
  }
}
