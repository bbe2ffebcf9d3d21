package entrepot.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where clients can have network namespaces of their own: as root. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "entrepot.it.fixture.Namespace#available",
    disabledReason = "no network namespaces here, or not root")
@interface NeedsNamespaces {}
