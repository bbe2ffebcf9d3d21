package entrepot.collect.python;

import java.util.OptionalLong;

/**
 * A project in an index's list.
 *
 * @param name the project
 * @param serial of the index's last change to it, where known
 */
public record ListedProject(ProjectName name, OptionalLong serial) {}
