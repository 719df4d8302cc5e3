package dev.sluice.faults;

import dev.sluice.faults.site.SharedSite;
import dev.sluice.worker.TransportChoice.Kind;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** Tests that hold for every transport that a worker can be told to use. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SharedSite.class)
@ParameterizedClass(name = "over {0}")
@EnumSource(value = Kind.class, mode = EnumSource.Mode.EXCLUDE, names = "AUTO")
@interface OverTransports {}
