package io.foodflow.platform.web;

import io.foodflow.platform.security.PermissionGuard;
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
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

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

    @Bean
    GlobalOperationCustomizer permissionsAndProblems() {
        return (operation, method) -> {
            refusal(operation, "400", "The request breaks a rule");
            refusal(operation, "429", "Too many requests");
            if (PermissionGuard.isOpen(method)) {
                return operation;
            }
            operation.addSecurityItem(new SecurityRequirement().addList(TOKEN));
            refusal(operation, "401", "No token, or one that is not valid");
            PermissionGuard.permission(method).ifPresent(permission -> {
                operation.addExtension("x-permission", permission);
                refusal(operation, "403", "The caller lacks the permission " + permission);
            });
            if (operation.getParameters() != null
                    && operation.getParameters().stream().anyMatch(parameter -> "path".equals(parameter.getIn()))) {
                refusal(operation, "404", "No such thing in this tenant");
            }
            return operation;
        };
    }

    private static void refusal(io.swagger.v3.oas.models.Operation operation, String status, String meaning) {
        operation
                .getResponses()
                .addApiResponse(
                        status,
                        new ApiResponse()
                                .description(meaning)
                                .content(new Content()
                                        .addMediaType(
                                                ProblemWriter.MEDIA_TYPE,
                                                new MediaType()
                                                        .schema(new Schema<>().$ref("#/components/schemas/Problem")))));
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
