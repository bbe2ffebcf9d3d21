package entrepot.cloud.volume;

import entrepot.kit.Failure;
import org.jspecify.annotations.Nullable;

/** A machine ended while something was to be done with it. */
public final class MachineGone extends Failure {
  private static final long serialVersionUID = 1L;

  /** The machine of that instance. */
  public MachineGone(String instanceId, @Nullable Throwable cause) {
    super(
        "the machine of %s has ended".formatted(instanceId),
        "Ask again: its instance's state tells what became of it.",
        cause);
  }
}
