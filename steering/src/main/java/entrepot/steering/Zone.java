package entrepot.steering;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The mirrors of a place: ours are named before external ones, which are the fall-back.
 *
 * @param external those that others run
 */
record Zone(Ring ours, Ring external) {
  static Zone of(Collection<Mirror> mirrors) {
    List<Mirror> ours = new ArrayList<>();
    List<Mirror> external = new ArrayList<>();
    mirrors.forEach(each -> (each.external() ? external : ours).add(each));
    return new Zone(new Ring(ours), new Ring(external));
  }
}
