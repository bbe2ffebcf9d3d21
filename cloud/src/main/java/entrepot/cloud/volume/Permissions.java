package entrepot.cloud.volume;

import entrepot.cloud.record.Row;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Who but its owner may use a snapshot or an image.
 *
 * @param everybody whether it is public
 * @param accounts those it is shared with
 */
public record Permissions(String owner, boolean everybody, Set<String> accounts) {
  /** The note that keeps them: account ids and {@code all}, joined by commas. */
  static final String NOTE = "permissions";

  public Permissions {
    accounts = Set.copyOf(accounts);
  }

  /** Those of a row. */
  public static Permissions of(Row<? extends SdkPojo> row) {
    Set<String> all = new TreeSet<>();
    row.note(NOTE).ifPresent(text -> all.addAll(Arrays.asList(text.split(","))));
    boolean everybody = all.remove("all");
    return new Permissions(row.account(), everybody, all);
  }

  /** Whether that account may use it. */
  public boolean allows(String account) {
    return everybody || owner.equals(account) || accounts.contains(account);
  }

  /** Whether it was shared with that account by name. */
  public boolean names(String account) {
    return accounts.contains(account);
  }

  /** The row as its owner's alone. */
  public static <T extends SdkPojo> Row<T> ownerOnly(Row<T> row) {
    return row.forget(NOTE);
  }

  <T extends SdkPojo> Row<T> keep(Row<T> row) {
    if (!everybody && accounts.isEmpty()) {
      return row.forget(NOTE);
    }
    Set<String> all = new TreeSet<>(accounts);
    if (everybody) {
      all.add("all");
    }
    return row.note(NOTE, String.join(",", all));
  }
}
