package com.example;

import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;

/** Two class loaders, each with all jars to itself as two web applications have, at the same time; and a third one later. */
public class Main {
    public static void main(String[] args) throws Exception {
        List<URL> jars = new ArrayList<>();
        jars.add(Main.class.getProtectionDomain().getCodeSource().getLocation());
        for (String jar : args[0].split(Pattern.quote(File.pathSeparator))) {
            jars.add(Path.of(jar).toUri().toURL());
        }
        CyclicBarrier both = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<String>> answers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            Callable<String> application = application(jars);
            answers.add(threads.submit(() -> {
                both.await();
                return application.call();
            }));
        }
        for (Future<String> answer : answers) {
            System.out.println("at once: " + answer.get());
        }
        threads.shutdown();
        System.out.println("later: " + application(jars).call());
    }

    @SuppressWarnings("unchecked")
    private static Callable<String> application(List<URL> jars) throws Exception {
        var loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        Object application = loader.loadClass("com.example.Application").getConstructor().newInstance();
        if (application.getClass() == Application.class) {
            throw new IllegalStateException("the class came from the parent");
        }
        return (Callable<String>) application;
    }
}
