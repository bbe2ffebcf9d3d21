package entrepot.cloud.ec2.tag;

import entrepot.cloud.ec2.Action;
import java.util.List;

/** The actions on tags. */
public final class TagActions {
  private TagActions() {}

  /** All of them. */
  public static List<Action<?, ?>> all() {
    return List.of(new CreateTags(), new DeleteTags(), new DescribeTags());
  }
}
