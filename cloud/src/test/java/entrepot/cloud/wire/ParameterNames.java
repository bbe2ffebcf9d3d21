package entrepot.cloud.wire;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The names that parameters of actions have, lists with their first two items. */
public final class ParameterNames {
  private ParameterNames() {}

  /** Of every action that there is in this module, by its name. */
  public static Map<String, List<String>> byAction() {
    Map<String, List<String>> names = new TreeMap<>();
    for (Echo action : Echo.ofAll(new ConcurrentHashMap<>())) {
      names.put(action.name(), List.copyOf(Sample.leaves(action.sampleRequest()).keySet()));
    }
    return names;
  }
}
