package entrepot.collect.files;

import entrepot.kit.Failure;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A folder cannot be listed: what lies in it must not be taken for deleted. */
public final class FolderUnreadable extends Failure {
  private static final long serialVersionUID = 1L;

  FolderUnreadable(Path folder, String found, @Nullable Throwable cause) {
    super(
        "listing %s: %s".formatted(folder, found),
        "Mount it, make it readable for Entrepot's user, or correct 'folder'.",
        cause);
  }
}
