/** What every service stands on. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN)
package io.foodflow.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
