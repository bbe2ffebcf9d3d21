package entrepot.cloud.volume;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Volume;

/** Finds rows by their ids as an account sees them, or says what AWS says. */
public final class Lookup {
  private Lookup() {}

  /** The account's own volume. */
  public static Row<Volume> volume(Rows rows, String account, @Nullable String id) {
    String asked = said(id, "vol-", "volumeId");
    return rows.find(Kind.VOLUME, asked)
        .filter(row -> row.account().equals(account))
        .orElseThrow(() -> NotFound.of(asked));
  }

  /** A snapshot that the account may make volumes from. */
  public static Row<Snapshot> snapshot(Rows rows, String account, @Nullable String id) {
    String asked = said(id, "snap-", "snapshotId");
    return rows.find(Kind.SNAPSHOT, asked)
        .filter(row -> Permissions.of(row).allows(account))
        .orElseThrow(() -> NotFound.of(asked));
  }

  /** The account's own snapshot. */
  public static Row<Snapshot> ownSnapshot(Rows rows, String account, @Nullable String id) {
    Row<Snapshot> row = snapshot(rows, account, id);
    if (!row.account().equals(account)) {
      throw Ec2Failure.of(
          "UnauthorizedOperation", 403, "The snapshot '" + row.id() + "' is not yours.");
    }
    return row;
  }

  /** An image that the account may launch: machine image, kernel or ramdisk. */
  public static Row<Image> image(Rows rows, String account, @Nullable String id) {
    String asked = id != null && id.matches("a[kr]i-.*") ? id : said(id, "ami-", "imageId");
    return rows.find(Kind.IMAGE, asked)
        .filter(row -> Permissions.of(row).allows(account))
        .orElseThrow(() -> NotFound.of(asked));
  }

  /** The account's own image. */
  public static Row<Image> ownImage(Rows rows, String account, @Nullable String id) {
    Row<Image> row = image(rows, account, id);
    if (!row.account().equals(account)) {
      throw Ec2Failure.of("AuthFailure", 403, "Not authorized for image:" + row.id());
    }
    return row;
  }

  /** The account's own instance. */
  static Row<Instance> instance(Rows rows, String account, @Nullable String id) {
    String asked = said(id, "i-", "instanceId");
    return rows.find(Kind.INSTANCE, asked)
        .filter(row -> row.account().equals(account))
        .orElseThrow(() -> NotFound.of(asked));
  }

  private static String said(@Nullable String id, String prefix, String parameter) {
    if (id == null || id.isEmpty()) {
      throw Ec2Failure.of(
          "MissingParameter", "The request must contain the parameter " + parameter);
    }
    if (id.startsWith(prefix)) {
      return id;
    }
    if (prefix.equals("ami-") || prefix.equals("i-")) {
      throw Ec2Failure.of(
          prefix.equals("i-") ? "InvalidInstanceID.Malformed" : "InvalidAMIID.Malformed",
          "Invalid id: \"%s\" (expecting \"%s...\")".formatted(shown(id), prefix));
    }
    throw Ec2Failure.of(
        "InvalidParameterValue",
        "Value (%s) for parameter %s is invalid. Expected: '%s...'."
            .formatted(shown(id), parameter, prefix));
  }

  private static String shown(String id) {
    return id.length() <= 64 ? id : id.substring(0, 64) + "…";
  }
}
