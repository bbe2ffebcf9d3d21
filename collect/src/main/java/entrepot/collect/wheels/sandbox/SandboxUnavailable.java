package entrepot.collect.wheels.sandbox;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** This machine does not let a sandbox be made. */
public final class SandboxUnavailable extends Failure {
  private static final long serialVersionUID = 1L;

  public SandboxUnavailable(String found, @Nullable Throwable cause) {
    super(
        "making a sandbox: " + found,
        "It needs the packages bubblewrap, mmdebstrap and util-linux, and user namespaces for"
            + " unprivileged users: see kernel.unprivileged_userns_clone,"
            + " user.max_user_namespaces and kernel.apparmor_restrict_unprivileged_userns.",
        cause);
  }
}
