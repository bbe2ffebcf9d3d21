package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.record.Row;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * A change of who may use a snapshot or an image.
 *
 * @param add account ids, and {@code all}
 * @param remove the same
 */
public record Grant(Set<String> add, Set<String> remove) {
  private static final Pattern NAME = Pattern.compile("all|[0-9]{12}");
  private static final int MOST = 500;

  public Grant {
    add = Set.copyOf(add);
    remove = Set.copyOf(remove);
  }

  /** Of names to add and names to remove. */
  public static Grant of(Stream<String> add, Stream<String> remove) {
    return new Grant(add.collect(Collectors.toSet()), remove.collect(Collectors.toSet()));
  }

  /** As the older form of the request says it, {@code add} or {@code remove}. */
  public static Grant of(String operation, Stream<String> names) {
    return switch (operation) {
      case "add" -> of(names, Stream.empty());
      case "remove" -> of(Stream.empty(), names);
      default ->
          throw Ec2Failure.of(
              "InvalidParameterValue", "The operation type of permissions is add or remove.");
    };
  }

  /** Refuses what names nobody; throws {@link Ec2Failure}. */
  public void check() {
    Set<String> all = new HashSet<>(add);
    all.addAll(remove);
    if (all.isEmpty()) {
      throw Ec2Failure.of("InvalidParameterCombination", "No permissions are to be changed.");
    }
    if (all.size() > MOST || !all.stream().allMatch(name -> NAME.matcher(name).matches())) {
      throw Ec2Failure.of(
          "InvalidAMIAttributeItemValue",
          "Permissions are given to account ids of twelve digits, and to the group 'all'.");
    }
  }

  /** The row with its permissions changed; throws {@link Ec2Failure}. */
  public <T extends SdkPojo> Row<T> apply(Row<T> row) {
    check();
    Permissions now = Permissions.of(row);
    Set<String> accounts = new HashSet<>(now.accounts());
    accounts.addAll(add);
    accounts.removeAll(remove);
    accounts.remove("all");
    if (accounts.size() > MOST) {
      throw Ec2Failure.of(
          "ResourceLimitExceeded", "At most " + MOST + " accounts can be given permissions.");
    }
    boolean everybody = (now.everybody() || add.contains("all")) && !remove.contains("all");
    return new Permissions(row.account(), everybody, accounts).keep(row);
  }
}
