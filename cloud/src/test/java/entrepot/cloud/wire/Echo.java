package entrepot.cloud.wire;

import entrepot.cloud.ec2.Action;
import entrepot.cloud.ec2.Call;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Ec2Response;

/**
 * Stands for one of the actions on the wire: remembers what it was asked, and answers with a value
 * in every field.
 */
final class Echo implements Action<Ec2Request, Ec2Response> {
  private final String name;
  private final Class<Ec2Request> request;
  private final Class<?> response;
  private final Map<String, Ec2Request> asked;

  private Echo(
      String name, Class<Ec2Request> request, Class<?> response, Map<String, Ec2Request> asked) {
    this.name = name;
    this.request = request;
    this.response = response;
    this.asked = asked;
  }

  /** One for each action that there is in this module; {@code asked} gets their requests. */
  static List<Echo> ofAll(ConcurrentHashMap<String, Ec2Request> asked) {
    try {
      Path classes =
          Path.of(Action.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.walk(classes.resolve("entrepot/cloud/ec2"))) {
        return files
            .map(file -> classes.relativize(file).toString())
            .filter(file -> file.endsWith(".class") && !file.endsWith("package-info.class"))
            .map(file -> named(file.replace('/', '.').replace(".class", "")))
            .filter(Action.class::isAssignableFrom)
            .filter(type -> !Modifier.isAbstract(type.getModifiers()))
            .map(type -> of(type, asked))
            .toList();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Class<?> named(String name) {
    try {
      return Class.forName(name, false, Action.class.getClassLoader());
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("unchecked") // it is the request of an action
  private static Echo of(Class<?> action, Map<String, Ec2Request> asked) {
    Type[] types = requestAndAnswer(action);
    return new Echo(
        action.getSimpleName(), (Class<Ec2Request>) types[0], (Class<?>) types[1], asked);
  }

  /** As the class says them of {@link Action}, or of what it has in common with others. */
  private static Type[] requestAndAnswer(Class<?> action) {
    return Stream.concat(
            Stream.of(action.getGenericInterfaces()), Stream.of(action.getGenericSuperclass()))
        .filter(ParameterizedType.class::isInstance)
        .map(ParameterizedType.class::cast)
        .filter(type -> Action.class.isAssignableFrom((Class<?>) type.getRawType()))
        .map(ParameterizedType::getActualTypeArguments)
        .filter(types -> types.length == 2)
        .findFirst()
        .orElseThrow(() -> new AssertionError(action + " does not say what it takes and answers"));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Class<Ec2Request> request() {
    return request;
  }

  @Override
  public Ec2Response run(Ec2Request request, Call call) {
    asked.put(name, request);
    return sampleResponse();
  }

  Ec2Request sampleRequest() {
    return (Ec2Request) Sample.request(builder(request));
  }

  Ec2Response sampleResponse() {
    return (Ec2Response) Sample.response(builder(response));
  }

  private static SdkPojo builder(Class<?> type) {
    try {
      return (SdkPojo) type.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
