package dev.holdfast.bootstrap;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service's entry point. */
@SpringBootApplication
public class HoldfastApplication {

  public static void main(String[] arguments) {
    SpringApplication.run(HoldfastApplication.class, arguments);
  }
}
