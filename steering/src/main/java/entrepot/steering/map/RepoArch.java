package entrepot.steering.map;

/** A name that clients ask a directory by: {@code repo=fedora-42&arch=x86_64}. */
public record RepoArch(String repo, String arch) {
  public RepoArch {
    Names.repository(repo);
    Names.repository(arch);
  }
}
