package entrepot.cloud.network;

import java.util.List;

/**
 * An instance as the filter sees it.
 *
 * @param groupIds the security groups that it is in
 */
public record Member(Interface nic, List<String> groupIds) {
  public Member {
    groupIds = List.copyOf(groupIds);
  }
}
