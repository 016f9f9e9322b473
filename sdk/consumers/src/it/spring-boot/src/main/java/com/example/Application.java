package com.example;

import io.glossa.SentimentAnalyzer;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class Application {
    public static void main(String[] args) {
        SpringApplication.run(Application.class, args);
    }

    @Bean(destroyMethod = "close")
    SentimentAnalyzer analyzer() {
        return SentimentAnalyzer.load();
    }

    @Bean
    CommandLineRunner classifyOnce(SentimentAnalyzer analyzer) {
        return args -> {
            System.out.println(analyzer.classify("I loved every minute of it").polarity());
            System.out.println(NativeTokens.of("good morning"));
            System.out.println(SentimentAnalyzer.class.getProtectionDomain().getCodeSource().getLocation());
        };
    }
}
