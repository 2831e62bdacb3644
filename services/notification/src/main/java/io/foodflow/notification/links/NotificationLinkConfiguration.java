package io.foodflow.notification.links;

import io.foodflow.platform.security.MasterKey;
import io.foodflow.platform.tenancy.Tenants;
import io.foodflow.platform.web.PublicAddress;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class NotificationLinkConfiguration {

    @Bean
    Links notificationLinks(MasterKey masterKey, PublicAddress address, Tenants tenants) {
        return new Links(masterKey, address, tenants);
    }
}
