package io.foodflow.testkit;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** The platform with whatever services the module under test has on its class path. */
@SpringBootConfiguration
@EnableAutoConfiguration
public class TestApplication {}
