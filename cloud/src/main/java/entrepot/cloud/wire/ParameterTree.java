package entrepot.cloud.wire;

import entrepot.cloud.ec2.Ec2Failure;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Parameters by the parts of their names: {@code Filter.1.Name} lies in three levels. */
final class ParameterTree {
  private static final int DEPTH = 16;
  private static final int LARGEST_INDEX = 100_000;

  private final String path;
  private final Map<String, ParameterTree> parts = new LinkedHashMap<>();
  private @Nullable String value;
  private boolean read;

  private ParameterTree(String path) {
    this.path = path;
  }

  /** Sorts parameters into a tree; throws {@link Ec2Failure}. */
  static ParameterTree of(Map<String, String> parameters) {
    ParameterTree root = new ParameterTree("");
    parameters.forEach((name, value) -> {
      String[] parts = name.split("\\.", DEPTH + 1);
      if (parts.length > DEPTH) {
        throw Ec2Failure.of(
            "InvalidParameterValue", "A parameter's name has at most " + DEPTH + " parts.");
      }
      ParameterTree at = root;
      for (String part : parts) {
        ParameterTree parent = at;
        at =
            parent.parts.computeIfAbsent(
                part,
                key -> new ParameterTree(parent.path.isEmpty() ? key : parent.path + "." + key));
      }
      at.value = value;
    });
    return root;
  }

  /** The whole name down to here. */
  String path() {
    return path;
  }

  /** The part of that name, which then counts as known. */
  @Nullable ParameterTree part(String name) {
    ParameterTree part = parts.get(name);
    if (part != null) {
      part.read = true;
    }
    return part;
  }

  /** What stands here itself; throws {@link Ec2Failure} where only parts of it are given. */
  String value() {
    if (value == null) {
      throw unknown(parts.values().iterator().next().path);
    }
    return value;
  }

  /** The parts as a list, by their numbers; throws {@link Ec2Failure} where one has none. */
  Iterable<ParameterTree> items() {
    SortedMap<Integer, ParameterTree> items = new TreeMap<>();
    for (Map.Entry<String, ParameterTree> part : parts.entrySet()) {
      String name = part.getKey();
      int index =
          name.length() <= 6 && !name.isEmpty() && name.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Integer.parseInt(name)
              : LARGEST_INDEX + 1;
      if (index > LARGEST_INDEX) {
        throw unknown(part.getValue().path);
      }
      if (items.put(index, part.getValue()) != null) {
        throw Ec2Failure.of(
            "InvalidParameterCombination",
            "Two values of " + Parameters.shown(path) + " have the number " + index + ".");
      }
      part.getValue().read = true;
    }
    return items.values();
  }

  /** Throws {@link Ec2Failure} where something is given that nobody asked for. */
  void allRead() {
    for (ParameterTree part : parts.values()) {
      if (!part.read) {
        throw unknown(part.path);
      }
      part.allRead();
    }
  }

  private static Ec2Failure unknown(String path) {
    return Ec2Failure.of(
        "UnknownParameter", "The parameter " + Parameters.shown(path) + " is not recognized");
  }
}
