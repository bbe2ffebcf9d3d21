package entrepot.cloud.ec2.group;

import entrepot.cloud.ec2.Ec2Failure;
import entrepot.cloud.ec2.NotFound;
import entrepot.cloud.record.Kind;
import entrepot.cloud.record.Row;
import entrepot.cloud.record.Rows;
import inet.ipaddr.AddressStringException;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IncompatibleAddressException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Reads the rules that a request asks for into the one form that is kept. */
final class AskedRules {
  private static final Map<String, String> NAMES =
      Map.of("6", "tcp", "17", "udp", "1", "icmp", "58", "icmpv6", "all", "-1");
  private static final int DESCRIPTION = 255;

  private final Groups groups;
  private final Rows rows;
  private final String account;

  AskedRules(Groups groups, Rows rows, String account) {
    this.groups = groups;
    this.rows = rows;
    this.account = account;
  }

  /** Throws {@link Ec2Failure}. */
  List<Rule> read(List<IpPermission> permissions) {
    List<Rule> rules = new ArrayList<>();
    for (IpPermission each : permissions) {
      Rule.Service service = service(each);
      if (!each.prefixListIds().isEmpty()) {
        throw Ec2Failure.of(
            "InvalidPrefixListID.NotFound",
            "The prefix list ID '%s' does not exist"
                .formatted(each.prefixListIds().getFirst().prefixListId()));
      }
      int before = rules.size();
      for (IpRange range : each.ipRanges()) {
        String cidr = cidr(range.cidrIp(), true);
        rules.add(new Rule(service, new Rule.Peer.Range(cidr), text(range.description())));
      }
      for (Ipv6Range range : each.ipv6Ranges()) {
        String cidr = cidr(range.cidrIpv6(), false);
        rules.add(new Rule(service, new Rule.Peer.Range6(cidr), text(range.description())));
      }
      for (UserIdGroupPair pair : each.userIdGroupPairs()) {
        Row<SecurityGroup> group = group(pair);
        rules.add(
            new Rule(
                service,
                new Rule.Peer.Group(group.id(), group.account()),
                text(pair.description())));
      }
      if (rules.size() == before) {
        throw Ec2Failure.of(
            "MissingParameter", "Each rule needs a CIDR range or a security group as its peer");
      }
    }
    return rules;
  }

  private static Rule.Service service(IpPermission asked) {
    if (asked.ipProtocol() == null) {
      throw Ec2Failure.of("MissingParameter", "The request must contain the parameter ipProtocol");
    }
    String said = asked.ipProtocol().toLowerCase(Locale.ROOT);
    String protocol = NAMES.getOrDefault(said, said);
    return switch (protocol) {
      case "-1" -> new Rule.Service(protocol, null, null);
      case "tcp", "udp" -> ports(protocol, asked.fromPort(), asked.toPort());
      case "icmp", "icmpv6" -> {
        int type = asked.fromPort() == null ? -1 : asked.fromPort();
        int code = asked.toPort() == null ? -1 : asked.toPort();
        if (type < -1 || type > 255 || code < -1 || code > 255 || (type == -1 && code != -1)) {
          throw invalid("ICMP type " + type + " or code " + code + " is out of range");
        }
        yield new Rule.Service(protocol, type, code);
      }
      default -> {
        if (!protocol.matches("[0-9]{1,3}") || Integer.parseInt(protocol) > 255) {
          throw invalid("Invalid value '" + asked.ipProtocol() + "' for IP protocol.");
        }
        yield new Rule.Service(Integer.toString(Integer.parseInt(protocol)), null, null);
      }
    };
  }

  private static Rule.Service ports(String protocol, @Nullable Integer from, @Nullable Integer to) {
    if (from == null || to == null) {
      throw invalid(
          "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.");
    }
    if (from < 0 || to > 0xFFFF) {
      throw invalid("TCP/UDP port (" + (from < 0 ? from : to) + ") out of range");
    }
    if (from > to) {
      throw invalid("Invalid TCP/UDP port range (%d:%d)".formatted(from, to));
    }
    return new Rule.Service(protocol, from, to);
  }

  /** The block in its one form: what is below its mask is cut off. */
  private static String cidr(@Nullable String said, boolean four) {
    Ec2Failure malformed = invalid("CIDR block " + said + " is malformed");
    if (said == null
        || !said.matches(
            four ? "[0-9]{1,3}(\\.[0-9]{1,3}){3}/[0-9]{1,2}" : "[0-9a-fA-F:.]+/[0-9]{1,3}")) {
      throw malformed;
    }
    try {
      IPAddress block = new IPAddressString(said).toAddress();
      if (block.isIPv4() != four) {
        throw malformed;
      }
      return block.toPrefixBlock().toCanonicalString();
    } catch (AddressStringException | IncompatibleAddressException e) {
      malformed.addSuppressed(e);
      throw malformed;
    }
  }

  private Row<SecurityGroup> group(UserIdGroupPair pair) {
    String owner = pair.userId() == null ? account : pair.userId();
    if (pair.groupId() != null) {
      // A group of another account may be named by who knows its id.
      return rows.find(Kind.GROUP, pair.groupId())
          .filter(row -> pair.userId() == null || row.account().equals(owner))
          .orElseThrow(() -> NotFound.of(pair.groupId()));
    }
    if (pair.groupName() == null) {
      throw Ec2Failure.of(
          "MissingParameter", "A security group as a peer needs its id or its name");
    }
    return groups.byName(rows, owner, pair.groupName());
  }

  /** A description, checked; throws {@link Ec2Failure}. */
  static String text(@Nullable String description) {
    String text = description == null ? "" : description;
    if (text.length() > DESCRIPTION) {
      throw invalid("A rule's description has at most " + DESCRIPTION + " characters.");
    }
    return text;
  }

  private static Ec2Failure invalid(String message) {
    return Ec2Failure.of("InvalidParameterValue", message);
  }
}
