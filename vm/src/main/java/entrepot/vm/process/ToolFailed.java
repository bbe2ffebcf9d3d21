package entrepot.vm.process;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A program of the host could not do what it was asked. */
public final class ToolFailed extends Failure {
  private static final long serialVersionUID = 1L;

  public ToolFailed(String doing, String found, String next, @Nullable Throwable cause) {
    super(doing + ": " + found, next, cause);
  }

  /** The same of a program that ended with an error. */
  public ToolFailed(String doing, Ended ended) {
    this(doing, ended.complaint(), "", null);
  }
}
