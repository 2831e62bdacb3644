package io.foodflow.server;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Import;

/** Starts the platform. Settings: {@code --server.port}, {@code --foodflow.home}, {@code --foodflow.services}, … */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({WorkspaceFiles.class, ServerRecord.class, Home.class, DemoHistory.class, GraphPlaces.class})
public class FoodflowServer {

    /** Runs until the process is asked to end. */
    public static void main(String[] arguments) {
        SpringApplication.run(FoodflowServer.class, arguments);
    }
}
