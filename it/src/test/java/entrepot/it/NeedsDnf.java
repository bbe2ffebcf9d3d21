package entrepot.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where dnf is, and as root: nobody else can install below a root of his own. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "entrepot.it.fixture.DnfClient#available",
    disabledReason = "no dnf here, or not root")
@interface NeedsDnf {}
