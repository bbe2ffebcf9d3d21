package entrepot.collect.python;

import java.util.List;

/**
 * What was read of a project's page.
 *
 * @param page all that is in order
 * @param refused the files that are not in it, and why
 */
public record ReadPage(ProjectPage page, List<RefusedFile> refused) {
  public ReadPage {
    refused = List.copyOf(refused);
  }
}
