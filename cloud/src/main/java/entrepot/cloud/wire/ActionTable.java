package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import entrepot.cloud.ec2.Ec2Failure;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/** The actions that an endpoint knows, by name: a client can call no other class. */
public final class ActionTable {
  private final Map<String, Entry<?, ?>> entries = new TreeMap<>();

  /** A table of these actions; each name once. */
  public ActionTable(Collection<Action<?, ?>> actions) {
    for (Action<?, ?> action : actions) {
      if (entries.put(action.name(), Entry.of(action)) != null) {
        throw new IllegalArgumentException("two actions are called " + action.name());
      }
    }
  }

  /** What is supported, by name. */
  public SequencedSet<String> names() {
    return new LinkedHashSet<>(entries.keySet());
  }

  Entry<?, ?> find(String name) {
    @Nullable Entry<?, ?> entry = entries.get(name);
    if (entry == null) {
      throw Ec2Failure.of(
          "InvalidAction",
          "The action %s is not supported by this web service; entrepot cloud actions lists what is."
              .formatted(Parameters.shown(name)));
    }
    return entry;
  }

  /** One action and how its request is begun. */
  record Entry<Q extends Ec2Request, S extends Ec2Response>(
      Action<Q, S> action, Supplier<SdkPojo> builder) {
    static <Q extends Ec2Request, S extends Ec2Response> Entry<Q, S> of(Action<Q, S> action) {
      Class<Q> request = action.request();
      Supplier<SdkPojo> builder =
          () -> {
            try {
              return (SdkPojo) request.getMethod("builder").invoke(null);
            } catch (ReflectiveOperationException e) {
              throw new IllegalStateException(request + " has no builder", e);
            }
          };
      return new Entry<>(action, builder);
    }

    S call(ParameterTree parameters, Call call) {
      Q request = action.request().cast(RequestDecoder.decode(parameters, builder.get()));
      action.check(request, call);
      if (request.getValueForField("DryRun", Boolean.class).orElse(false)) {
        throw Ec2Failure.of(
            "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
      }
      return action.run(request, call);
    }
  }
}
