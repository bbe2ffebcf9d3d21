package entrepot.it;

import entrepot.it.fixture.PythonIndexOnDisk;
import entrepot.it.fixture.PythonProjects;
import entrepot.it.fixture.PythonUpstream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The road of an index of Python packages. */
final class PypiRoad extends Road {
  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  final PythonProjects projects;
  final PythonIndexOnDisk index;
  final PythonUpstream python;

  PypiRoad(Path folder, int projects, String policy) {
    this(folder, PypiVendor.in(folder, projects), policy, More.NOTHING);
  }

  /** The same with further configuration. */
  PypiRoad(Path folder, PypiVendor vendor, String policy, More more) {
    super(folder, vendor, policy, more);
    this.projects = vendor.repository;
    this.index = vendor.index;
    this.python = vendor.python;
  }

  /** The address that pip is given for that region's edge. */
  String simple(String region) {
    return at(region, "simple/");
  }

  /** What a region serves as the page of a project. */
  String page(String region, String project) {
    return new String(
        served(region, "simple/" + project + "/index.v1_json"), StandardCharsets.UTF_8);
  }

  /** The address in that region of the first file of a project whose name ends so. */
  String fileAt(String region, String project, String end) {
    for (JsonNode file : MAPPER.readTree(page(region, project)).path("files")) {
      if (file.path("filename").asString().endsWith(end)) {
        URI page = URI.create(simple(region) + project + "/");
        return page.resolve(file.path("url").asString()).toString();
      }
    }
    throw new AssertionError(page(region, project) + " has no file that ends with " + end);
  }
}
