package entrepot.it;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.condition.EnabledIf;

/** Runs where rpmbuild, rpmsign, createrepo_c, modifyrepo_c, zck and gpg are. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledIf(
    value = "entrepot.it.fixture.RpmRepositoryOnDisk#available",
    disabledReason = "nothing here makes RPM repositories")
@interface NeedsRpmTools {}
