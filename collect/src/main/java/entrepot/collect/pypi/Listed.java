package entrepot.collect.pypi;

import entrepot.kit.http.Validators;

/**
 * The upstream's list of projects.
 *
 * @param projects those that are wanted, in order
 * @param serial the list's own, or {@link SerialList#UNKNOWN}
 * @param stale whether it is older than one that was seen before: what it lacks may be there
 */
record Listed(SerialList projects, long serial, Validators validators, boolean stale) {
  /** Whether the list alone tells which of them changed: it says the serial of each. */
  boolean allSerials() {
    for (int i = 0; i < projects.size(); i++) {
      if (projects.serial(i) == SerialList.UNKNOWN) {
        return false;
      }
    }
    return true;
  }
}
