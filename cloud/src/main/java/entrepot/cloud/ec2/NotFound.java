package entrepot.cloud.ec2;

import java.util.regex.Pattern;

/** Says that an id names nothing, by the code that AWS has for its prefix. */
public final class NotFound {
  private static final Pattern FORM = Pattern.compile("[a-z]+-([0-9a-f]{8}|[0-9a-f]{17})");

  private NotFound() {}

  /** The failure to throw; an id that no id looks like is malformed. */
  public static Ec2Failure of(String id) {
    int dash = id.indexOf('-');
    String prefix = dash < 0 ? "" : id.substring(0, dash);
    return switch (prefix) {
      case "i" -> of("InvalidInstanceID", "instance ID", id);
      case "ami", "aki", "ari" -> of("InvalidAMIID", "image id", id);
      case "snap" -> of("InvalidSnapshot", "snapshot", id);
      case "vol" -> of("InvalidVolume", "volume", id);
      case "sg" -> of("InvalidGroup", "security group", id);
      case "key" -> of("InvalidKeyPair", "key pair", id);
      case "vpc" -> of("InvalidVpcID", "vpc ID", id);
      case "subnet" -> of("InvalidSubnetID", "subnet ID", id);
      case "eni" -> of("InvalidNetworkInterfaceID", "networkInterface ID", id);
      default -> Ec2Failure.of("InvalidID", "The ID '" + id + "' is not valid");
    };
  }

  private static Ec2Failure of(String code, String what, String id) {
    if (FORM.matcher(id).matches()) {
      return Ec2Failure.of(code + ".NotFound", "The %s '%s' does not exist".formatted(what, id));
    }
    return switch (code) {
      case "InvalidVolume", "InvalidKeyPair" ->
          Ec2Failure.of(
              "InvalidParameterValue",
              "Value (%s) for parameter %sId is invalid.".formatted(id, what.replace(" p", "P")));
      case "InvalidSnapshot" -> malformed("InvalidSnapshotID", id);
      case "InvalidGroup" -> malformed("InvalidGroupId", id);
      default -> malformed(code, id);
    };
  }

  private static Ec2Failure malformed(String code, String id) {
    return Ec2Failure.of(code + ".Malformed", "Invalid id: \"" + id + "\"");
  }
}
