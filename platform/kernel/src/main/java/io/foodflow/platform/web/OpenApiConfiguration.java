package io.foodflow.platform.web;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.foodflow.platform.security.PermissionGuard;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.JsonNode;

/** The OpenAPI document: each operation with its permission and the problems it may answer with. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "bearer";

    @Bean
    OpenAPI foodflowApi() {
        return new OpenAPI()
                .info(new Info()
                        .title("FoodFlow OS")
                        .version("0.1.0")
                        .description("Trace every lot, from any origin to any customer.")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme(TOKEN)
                                        .bearerFormat("JWT"))
                        .addSchemas("Problem", problem()));
    }

    /** Describes types as they are written: their members in snake_case, no two under one name. */
    @Bean
    ModelResolver modelResolver(ObjectMapperProvider mappers) {
        SpringDocUtils.getConfig().replaceWithClass(JsonNode.class, Object.class);
        var mapper = mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(mapper, new SchemaNames()).openapi31(true);
    }

    @Bean
    GlobalOperationCustomizer permissionsAndProblems() {
        return (operation, method) -> {
            withoutContent(operation.getResponses());
            refusal(operation, "400", "The request breaks a rule");
            refusal(operation, "429", "Too many requests");
            if (PermissionGuard.isOpen(method)) {
                return operation;
            }
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            refusal(operation, "401", "No token, or one that is not valid");
            PermissionGuard.permission(method).ifPresent(permission -> {
                operation.addExtension("x-permission", permission);
                operation.addExtension(
                        "x-at-sites", PermissionGuard.atSites(method).word());
                refusal(operation, "403", "The caller lacks the permission " + permission);
            });
            if (operation.getParameters() != null
                    && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()))) {
                refusal(operation, "404", "No such thing in this tenant");
            }
            return operation;
        };
    }

    private static void withoutContent(ApiResponses responses) {
        var empty = responses.get("204");
        if (empty != null) {
            empty.setContent(null);
        }
    }

    private static void refusal(io.swagger.v3.oas.models.Operation operation, String status, String meaning) {
        var response =
                operation.getResponses().computeIfAbsent(status, missing -> new ApiResponse().description(meaning));
        if (response.getContent() == null) {
            response.setContent(new Content());
        }
        response.getContent()
                .addMediaType(
                        ProblemWriter.MEDIA_TYPE,
                        new MediaType().schema(new Schema<>().$ref("#/components/schemas/Problem")));
    }

    private static Schema<?> problem() {
        var error = new ObjectSchema();
        for (var member : List.of("field", "rule", "message")) {
            error.addProperty(member, new StringSchema()).addRequiredItem(member);
        }
        var schema = new ObjectSchema();
        schema.setDescription("A problem document, RFC 9457");
        for (var member : List.of("title", "detail", "instance", "trace_id")) {
            schema.addProperty(member, new StringSchema());
        }
        schema.addProperty("type", new StringSchema().format("uri"))
                .addProperty("status", new IntegerSchema())
                .addProperty("errors", new ArraySchema().items(error));
        schema.setRequired(List.of("type", "title", "status"));
        return schema;
    }
}
