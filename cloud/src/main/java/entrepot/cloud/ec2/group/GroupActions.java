package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Row;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;

/** The actions of security groups and the VPC. */
public final class GroupActions {
  private GroupActions() {}

  /**
   * All of them.
   *
   * @param changed called after rules changed, before the answer: it filters running instances anew
   */
  public static List<Action<?, ?>> all(RegionVpc vpc, Runnable changed) {
    return List.of();
  }

  /** The account's group {@code default}, made now if it is not there yet. */
  @SuppressWarnings("DoNotCallSuggester") // its body comes next
  public static Row<SecurityGroup> defaultGroup(Draft draft, RegionVpc vpc, String account) {
    throw new UnsupportedOperationException(account);
  }

  /**
   * The groups that a request names by id or by name, the default group where it names none; throws
   * {@code InvalidGroup.NotFound}.
   */
  @SuppressWarnings("DoNotCallSuggester") // its body comes next
  public static List<Row<SecurityGroup>> named(
      Draft draft, RegionVpc vpc, String account, List<String> ids, List<String> names) {
    throw new UnsupportedOperationException(account);
  }
}
