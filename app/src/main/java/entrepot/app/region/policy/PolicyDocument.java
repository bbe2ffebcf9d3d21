package entrepot.app.region.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The policy that a bucket has: a region's statements, and those of others, which stay. */
final class PolicyDocument {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final List<ObjectNode> statements = new ArrayList<>();

  /** Reads one; what is no policy counts as an empty one, and whatever is wanted as missing. */
  static PolicyDocument of(String text) {
    PolicyDocument document = new PolicyDocument();
    try {
      JsonNode all = JSON.readTree(text).path("Statement");
      if (all instanceof ObjectNode only) {
        document.statements.add(only);
      }
      all.forEach(each -> {
        if (all.isArray() && each instanceof ObjectNode statement) {
          document.statements.add(statement);
        }
      });
    } catch (JacksonException _) {
      // A provider that answers with something else has no policy of ours.
      document.statements.clear();
    }
    return document;
  }

  /** The policy with these statements in the place of those that have one of the Sids. */
  ObjectNode with(List<ObjectNode> wanted, List<String> sids) {
    List<ObjectNode> all = new ArrayList<>();
    statements.stream().filter(s -> !sids.contains(sid(s))).forEach(all::add);
    all.addAll(wanted);
    return Statements.policy(all);
  }

  /** How the statements with these Sids differ from what is wanted, in sentences. */
  List<String> differences(List<ObjectNode> wanted, List<String> sids) {
    List<String> differences = new ArrayList<>();
    for (ObjectNode each : wanted) {
      String sid = sid(each);
      Optional<ObjectNode> is = statements.stream().filter(s -> sid(s).equals(sid)).findFirst();
      if (is.isEmpty()) {
        differences.add("statement %s is missing".formatted(sid));
      } else if (!CanonicalPolicy.of(is.get()).equals(CanonicalPolicy.of(each))) {
        differences.addAll(differences(sid, is.get(), each));
      }
    }
    Set<String> named = new TreeSet<>();
    wanted.forEach(each -> named.add(sid(each)));
    statements.stream()
        .map(PolicyDocument::sid)
        .filter(sid -> sids.contains(sid) && !named.contains(sid))
        .forEach(sid -> differences.add("statement %s should not be there".formatted(sid)));
    return differences;
  }

  private static List<String> differences(String sid, ObjectNode is, ObjectNode wanted) {
    List<String> differences = new ArrayList<>();
    Set<String> has = CanonicalPolicy.networks(is);
    Set<String> should = CanonicalPolicy.networks(wanted);
    should.stream()
        .filter(network -> !has.contains(network))
        .forEach(network -> differences.add("%s is not let in".formatted(network)));
    has.stream()
        .filter(network -> !should.contains(network))
        .forEach(network -> differences.add("%s is let in, and should not be".formatted(network)));
    if (differences.isEmpty()) {
      differences.add("statement %s is another one than wanted".formatted(sid));
    }
    return differences;
  }

  /** What lets everybody in and is not Entrepot's, in sentences. */
  List<String> strangers(Set<String> known) {
    return statements.stream()
        .filter(s -> !known.contains(sid(s)))
        .filter(s -> s.path("Effect").asString("").equals("Allow"))
        .filter(s -> CanonicalPolicy.everybody(s.path("Principal")) || s.has("NotPrincipal"))
        .map(s ->
            "statement '%s', which is none of Entrepot's, lets others in: %s"
                .formatted(sid(s), s.has("Action") ? s.get("Action") : s.path("NotAction")))
        .toList();
  }

  private static String sid(JsonNode statement) {
    return statement.path("Sid").asString("");
  }
}
