package io.foodflow.platform.services;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

@Configuration(proxyBeanMethods = false)
class ServicesConfiguration {

    @Bean
    ServiceCatalog serviceCatalog() {
        return ServiceCatalog.read(ServicesConfiguration.class.getClassLoader());
    }

    @Bean
    ActiveServices activeServices(ServiceCatalog catalog, Environment environment) {
        return ActiveServices.parse(environment.getProperty("foodflow.services", "all"), catalog);
    }
}
