package entrepot.cloud.ec2.instance;

import entrepot.cloud.ec2.Action;
import java.util.List;

/** The actions on instances. */
public final class InstanceActions {
  private InstanceActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all() {
    return List.of();
  }
}
