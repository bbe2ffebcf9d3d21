package entrepot.it;

import entrepot.it.fixture.Ran;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares security groups and addresses as they are described with the rules in the kernel. */
final class RuleAudit {
  private final List<SecurityGroup> groups;

  RuleAudit(List<SecurityGroup> groups) {
    this.groups = groups;
  }

  /** What differs. */
  List<String> differences(String namespace, List<Instance> running) {
    JsonNode all =
        JsonMapper.shared()
            .readTree(
                Ran.command("ip", "netns", "exec", namespace, "nft", "-j", "list", "ruleset")
                    .must()
                    .output())
            .path("nftables");
    Map<String, Set<String>> expected = expected(running);
    Map<String, Set<String>> found = found(all);
    List<String> differences = new ArrayList<>();
    Set<String> names = new TreeSet<>(expected.keySet());
    names.addAll(found.keySet());
    for (String name : names) {
      Set<String> said = expected.getOrDefault(name, Set.of());
      Set<String> there = found.getOrDefault(name, Set.of());
      if (!said.equals(there)) {
        differences.add("rules, %s: %s said, %s found".formatted(name, said, there));
      }
    }
    return differences;
  }

  private Map<String, Set<String>> expected(List<Instance> running) {
    Map<String, Set<String>> all = new TreeMap<>();
    all.put("inward", set(running, one -> one.publicIpAddress() + ">" + one.privateIpAddress()));
    all.put("outward", set(running, one -> one.privateIpAddress() + ">" + one.publicIpAddress()));
    all.put("owners", set(running, one -> tap(one) + ">" + one.privateIpAddress()));
    for (SecurityGroup group : groups) {
      String id = group.groupId().substring(3);
      all.put(
          "members_" + id,
          set(
              running.stream()
                  .filter(one ->
                      one.securityGroups().stream()
                          .map(GroupIdentifier::groupId)
                          .anyMatch(group.groupId()::equals))
                  .toList(),
              Instance::privateIpAddress));
      all.put("ingress_" + id, peers(group.ipPermissions()));
      all.put("egress_" + id, peers(group.ipPermissionsEgress()));
    }
    for (Instance one : running) {
      for (String way : List.of("ingress", "egress")) {
        all.put(
            way + "_" + tap(one),
            set(one.securityGroups(), group -> way + "_" + group.groupId().substring(3)));
      }
    }
    return all;
  }

  private static String tap(Instance one) {
    return "vm" + one.instanceId().substring(2, 15);
  }

  /** Who may, and to which port, {@code *} for any: {@code 0.0.0.0/0 80}, {@code @members_… *}. */
  private static Set<String> peers(List<IpPermission> rules) {
    Set<String> all = new TreeSet<>();
    for (IpPermission rule : rules) {
      String port = rule.fromPort() == null ? "*" : rule.fromPort().toString();
      rule.ipRanges().forEach(range -> all.add(range.cidrIp() + " " + port));
      rule.userIdGroupPairs()
          .forEach(pair -> all.add("@members_" + pair.groupId().substring(3) + " " + port));
    }
    return all;
  }

  private static Map<String, Set<String>> found(JsonNode all) {
    Map<String, Set<String>> found = new TreeMap<>();
    for (JsonNode one : all) {
      for (String kind : List.of("set", "map")) {
        JsonNode set = one.path(kind);
        String name = set.path("name").asString("");
        boolean ours = name.startsWith("members_") || Set.of("inward", "outward").contains(name);
        boolean owners = name.equals("owners") && set.path("family").asString("").equals("inet");
        if (ours || owners) {
          found.put(name, elements(set.path("elem")));
        }
      }
      JsonNode rule = one.path("rule");
      String chain = rule.path("chain").asString("");
      if (chain.startsWith("ingress_") || chain.startsWith("egress_")) {
        Set<String> rules = found.computeIfAbsent(chain, _ -> new TreeSet<>());
        String said = said(rule.path("expr"));
        if (!said.isEmpty()) {
          rules.add(said);
        }
      }
    }
    return found;
  }

  private static Set<String> elements(JsonNode elements) {
    return StreamSupport.stream(elements.spliterator(), false)
        .map(one -> one.has("concat") ? one.path("concat") : one)
        .map(one ->
            one.isArray()
                ? StreamSupport.stream(one.spliterator(), false)
                    .map(JsonNode::asString)
                    .collect(Collectors.joining(">"))
                : one.asString())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A jump's target, or who may and to which port; nothing of the drop at the end. */
  private static String said(JsonNode expressions) {
    String peer = "";
    String port = "*";
    for (JsonNode one : expressions) {
      if (one.has("jump")) {
        return one.path("jump").path("target").asString("");
      }
      JsonNode match = one.path("match");
      String key = match.path("left").path("ct").path("key").asString("");
      JsonNode right = match.path("right");
      if (key.equals("ip saddr") || key.equals("saddr")) {
        peer = peer(right);
      } else if (key.equals("proto-src")) {
        port = right.has("range") ? right.path("range").get(0).asString() : right.asString();
      }
    }
    return peer.isEmpty() ? "" : peer + " " + port;
  }

  private static String peer(JsonNode right) {
    return right.has("prefix")
        ? right.path("prefix").path("addr").asString("")
            + "/"
            + right.path("prefix").path("len").asInt()
        : right.asString();
  }

  private static <T> Set<String> set(List<T> all, Function<T, String> text) {
    return all.stream().map(text).collect(Collectors.toCollection(TreeSet::new));
  }
}
