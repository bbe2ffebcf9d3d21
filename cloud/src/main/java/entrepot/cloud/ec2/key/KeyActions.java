package entrepot.cloud.ec2.key;

import entrepot.cloud.ec2.Action;
import java.util.List;

/** The actions on key pairs. */
public final class KeyActions {
  private KeyActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all() {
    return List.of(
        new CreateKeyPair(), new ImportKeyPair(), new DescribeKeyPairs(), new DeleteKeyPair());
  }
}
