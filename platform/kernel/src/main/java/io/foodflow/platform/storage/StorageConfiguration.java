package io.foodflow.platform.storage;

import io.foodflow.platform.changes.PlatformWork;
import io.foodflow.platform.home.FoodflowHome;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(StorageSettings.class)
class StorageConfiguration {

    private static final String PLATFORM_FOLDER = "_platform";

    @Bean
    FileObjectStore objectStore(FoodflowHome home, StorageSettings settings, Clock clock) {
        return new FileObjectStore(home.objects(), settings.verify(), clock);
    }

    /** Before anybody is served. */
    @Bean
    ObjectFolders objectFolders(FileObjectStore store, PlatformWork work, JdbcClient jdbc) {
        var folders = new ObjectFolders(store, work, jdbc);
        folders.nameByIds();
        return folders;
    }

    @Bean
    StoreProbe storeProbe(FileObjectStore store) {
        return store::probe;
    }

    /** Beside the folders of the tenants: none is named like this. */
    @Bean
    PlatformObjects platformObjects(FoodflowHome home, StorageSettings settings, Clock clock) {
        return new PlatformObjects(
                new FileObjectStore(home.objects(), () -> PLATFORM_FOLDER, settings.verify(), clock));
    }
}
