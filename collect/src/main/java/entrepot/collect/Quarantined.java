package entrepot.collect;

import entrepot.kit.TreePath;

/** A file that the snapshot names but does not have, and why. */
public record Quarantined(TreePath path, String reason) {}
