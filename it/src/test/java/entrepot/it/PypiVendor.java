package entrepot.it;

import entrepot.it.fixture.PythonIndexOnDisk;
import entrepot.it.fixture.PythonProjects;
import entrepot.it.fixture.PythonReader;
import entrepot.it.fixture.PythonUpstream;
import entrepot.it.fixture.TreeReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Publishes an index of Python packages with serials, mirrored as {@code pypi}. */
final class PypiVendor extends Vendor<PythonProjects> {
  static final String TREE = "pypi";
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  final PythonUpstream python;
  final PythonIndexOnDisk index;
  private final String selection;

  private PypiVendor(PythonProjects projects, PythonUpstream python, String selection) {
    super(projects, python.http());
    this.python = python;
    this.index = projects.index();
    this.selection = selection;
  }

  /** So many small projects, all mirrored. */
  static PypiVendor in(Path folder, int projects) {
    return in(folder, projects, "projects: {all: true}");
  }

  /** The same with other lines of configuration. */
  static PypiVendor in(Path folder, int projects, String selection) {
    PythonProjects all = PythonProjects.create(folder.resolve("upstream"), projects);
    return new PypiVendor(all, PythonUpstream.of(all.index()), selection);
  }

  @Override
  String tree() {
    return TREE;
  }

  @Override
  String entryPoint() {
    return "simple/index.v1_json";
  }

  @Override
  byte[] published() {
    return index.list().getBytes(StandardCharsets.UTF_8);
  }

  /** Our list is made anew: what it says must be the same, which is each project's serial. */
  @Override
  String meaning(byte[] entryPoint) {
    Map<String, Long> serials = new TreeMap<>();
    for (JsonNode each : MAPPER.readTree(entryPoint).path("projects")) {
      String normalised = each.path("name").asString().replace('_', '-');
      serials.put(normalised, each.path("_last-serial").asLong());
    }
    return serials.toString();
  }

  @Override
  String configuration(String policy) {
    return """
    pypi:
      kind: pypi
      policy: %s
      source: %s
    %s  release: automatic
    """
        .formatted(policy, python.simple(), selection.indent(2));
  }

  @Override
  TreeReader reader(URI tree, long seed) {
    return new PythonReader(tree, seed);
  }
}
