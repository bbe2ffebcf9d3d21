package entrepot.collect.python;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The machine and the interpreter that markers ask about (PEP 508).
 *
 * @param values by the markers' names, such as {@code python_version}; what is not there is ""
 */
public record Environment(Map<String, String> values) {
  /** What markers may ask for. */
  static final Set<String> NAMES =
      Set.of(
          "os_name",
          "sys_platform",
          "platform_machine",
          "platform_python_implementation",
          "platform_release",
          "platform_system",
          "platform_version",
          "python_version",
          "python_full_version",
          "implementation_name",
          "implementation_version",
          "extra");

  /** What is compared as versions. */
  static final Set<String> VERSIONS =
      Set.of("python_version", "python_full_version", "implementation_version", "platform_release");

  /** Throws {@link Malformed} for a name that no marker has. */
  public Environment {
    for (String name : values.keySet()) {
      if (!NAMES.contains(name)) {
        throw new Malformed("environment", name, "no marker has that name");
      }
    }
    values = Map.copyOf(values);
  }

  /** CPython {@code version}, such as 3.11.2, on Linux on a {@code machine} such as x86_64. */
  public static Environment linux(PythonVersion version, String machine) {
    return new Environment(
        Map.ofEntries(
            Map.entry("os_name", "posix"),
            Map.entry("sys_platform", "linux"),
            Map.entry("platform_machine", machine),
            Map.entry("platform_python_implementation", "CPython"),
            Map.entry("platform_system", "Linux"),
            Map.entry("python_version", version.releaseAt(0) + "." + version.releaseAt(1)),
            Map.entry("python_full_version", version.toString()),
            Map.entry("implementation_name", "cpython"),
            Map.entry("implementation_version", version.toString())));
  }

  /** The same, with another value for one name. */
  public Environment with(String name, String value) {
    Map<String, String> changed = new TreeMap<>(values);
    changed.put(name, value);
    return new Environment(changed);
  }

  String value(String name) {
    return values.getOrDefault(name, "");
  }
}
