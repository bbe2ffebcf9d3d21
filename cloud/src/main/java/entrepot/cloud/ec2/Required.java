package entrepot.cloud.ec2;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Insists on what a request must have. */
public final class Required {
  private Required() {}

  /** The value; throws {@link Ec2Failure} (MissingParameter) where it is null or empty. */
  public static <T> T parameter(@Nullable T value, String name) {
    boolean empty =
        switch (value) {
          case null -> true;
          case String text -> text.isEmpty();
          case Collection<?> list -> list.isEmpty();
          default -> false;
        };
    if (value == null || empty) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter " + name);
    }
    return value;
  }
}
