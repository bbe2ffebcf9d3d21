package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.Ids;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.network.RegionVpc;
import entrepot.cloud.record.Book;
import entrepot.cloud.record.Draft;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The security groups of an account: which they are, and which one a request means. */
final class Groups {
  static final String DEFAULT = "default";
  private static final int PER_INTERFACE = 16;

  private final RegionVpc vpc;

  Groups(RegionVpc vpc) {
    this.vpc = vpc;
  }

  RegionVpc vpc() {
    return vpc;
  }

  List<Row<SecurityGroup>> of(Rows rows, String account) {
    return rows.all(Kind.GROUP).stream().filter(row -> row.account().equals(account)).toList();
  }

  /** The one of that id; throws {@link Ec2Failure}. */
  Row<SecurityGroup> byId(Rows rows, String account, String id) {
    return rows.find(Kind.GROUP, id)
        .filter(row -> row.account().equals(account))
        .orElseThrow(() -> NotFound.of(id));
  }

  Optional<Row<SecurityGroup>> find(Rows rows, String account, String name) {
    return of(rows, account).stream()
        .filter(row -> row.value().groupName().equals(name))
        .findFirst();
  }

  /** The one of that name; throws {@link Ec2Failure}. */
  Row<SecurityGroup> byName(Rows rows, String account, String name) {
    return find(rows, account, name)
        .orElseThrow(() ->
            Ec2Failure.of(
                "InvalidGroup.NotFound",
                "The security group '%s' does not exist in default VPC '%s'"
                    .formatted(name, vpc.id())));
  }

  /** The one that a request means, by id or, as old tools have it, by name. */
  Row<SecurityGroup> meant(Rows rows, String account, @Nullable String id, @Nullable String name) {
    if (id != null) {
      return byId(rows, account, id);
    }
    if (name != null) {
      return byName(rows, account, name);
    }
    throw Ec2Failure.of(
        "MissingParameter", "The request must contain the parameter groupName or groupId");
  }

  List<Row<SecurityGroup>> named(
      Draft draft, String account, List<String> ids, List<String> names) {
    Row<SecurityGroup> usual = defaultGroup(draft, account);
    List<Row<SecurityGroup>> all =
        new ArrayList<>(
            Stream.concat(
                    ids.stream().map(id -> byId(draft, account, id)),
                    names.stream()
                        .map(name ->
                            name.startsWith("sg-")
                                ? byId(draft, account, name)
                                : byName(draft, account, name)))
                .distinct()
                .toList());
    if (all.isEmpty()) {
      all.add(usual);
    }
    if (all.size() > PER_INTERFACE) {
      throw Ec2Failure.of(
          "SecurityGroupsPerInterfaceLimitExceeded",
          "The maximum number of security groups per interface is " + PER_INTERFACE + ".");
    }
    return all;
  }

  /** Makes the account's default group where it has none yet. */
  void settle(Book book, String account) {
    if (find(book, account, DEFAULT).isEmpty()) {
      var _ = book.change(draft -> defaultGroup(draft, account));
    }
  }

  Row<SecurityGroup> defaultGroup(Draft draft, String account) {
    return find(draft, account, DEFAULT)
        .orElseGet(() -> {
          SecurityGroup empty = make(account, DEFAULT, "default VPC security group");
          IpPermission members =
              IpPermission.builder()
                  .ipProtocol("-1")
                  .userIdGroupPairs(
                      UserIdGroupPair.builder().groupId(empty.groupId()).userId(account).build())
                  .build();
          return put(draft, empty.toBuilder().ipPermissions(members).build());
        });
  }

  /** A group that nobody may reach and that may reach all, not yet recorded. */
  SecurityGroup make(String account, String name, String description) {
    return SecurityGroup.builder()
        .groupId(Ids.next("sg"))
        .groupName(name)
        .description(description)
        .ownerId(account)
        .vpcId(vpc.id())
        .ipPermissions(List.of())
        .ipPermissionsEgress(
            IpPermission.builder()
                .ipProtocol("-1")
                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                .build())
        .tags(List.of())
        .build();
  }

  static Row<SecurityGroup> put(Draft draft, SecurityGroup group) {
    Row<SecurityGroup> row = Row.of(Kind.GROUP, group.groupId(), group.ownerId(), group);
    draft.put(row);
    return row;
  }
}
