package entrepot.vm.guest;

import entrepot.kit.Failure;

/** There is no guest, and why. */
public final class GuestNotBuilt extends Failure {
  private static final long serialVersionUID = 1L;

  GuestNotBuilt(String message, String next) {
    super("building an image: " + message, next, null);
  }
}
