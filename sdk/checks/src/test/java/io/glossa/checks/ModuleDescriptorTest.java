package io.glossa.checks;

import static org.assertj.core.api.Assertions.assertThat;

import io.glossa.TextClassifier;
import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A program with {@code requires io.glossa} gets everything that runs, without options of {@code java}. Automatic modules
 * ask for nothing, so the descriptor of the SDK has to name what they use.
 */
class ModuleDescriptorTest {
    /** For compilers and people: nothing fails where they are missing. */
    private static final Set<String> ANNOTATIONS = Set.of("org.apiguardian.api", "org.jspecify", "com.google.errorprone.annotations");
    private static final String SDK = "sdk/core/target/glossa-sdk-" + System.getProperty("glossa.version") + ".jar";

    @Test
    void module_exportsThePublicPackages() {
        List<String> documented = ApiListing.of(TextClassifier.class).text().lines().filter(line -> line.startsWith("package "))
                .map(line -> line.substring("package ".length())).toList();
        assertThat(descriptor().isAutomatic()).isFalse();
        assertThat(descriptor().exports().stream().map(ModuleDescriptor.Exports::source))
                .containsExactlyInAnyOrderElementsOf(documented);
    }

    @Test
    void module_bringsAllThatRuns() {
        ModuleFinder jars = ModuleFinder.of(jars().toArray(Path[]::new));
        Set<String> resolved = resolved(jars);
        Set<String> wanted = names(jars.findAll());
        wanted.removeAll(ANNOTATIONS);
        assertThat(resolved).as("required in sdk/core/src/main/module/module-info.java").containsAll(wanted);
    }

    @Test
    void module_bringsTheModulesOfJavaThatOursUse() {
        List<String> arguments = new ArrayList<>(List.of("--multi-release", "17", "--ignore-missing-deps", "--print-module-deps"));
        for (Path jar : jars()) {
            String name = jar.getFileName().toString();
            if (name.startsWith("glossa-sdk")) {
                // As a folder it is no module, of which jdeps would want to see all that it requires.
                arguments.add(Repository.file("sdk/core/target/classes").toString());
            } else if (name.startsWith("glossa-") || name.startsWith("onnxruntime-")) {
                arguments.add(jar.toString());
            }
        }
        StringWriter out = new StringWriter();
        int status = ToolProvider.findFirst("jdeps").orElseThrow()
                .run(new PrintWriter(out), new PrintWriter(out), arguments.toArray(String[]::new));
        assertThat(status).as(out.toString()).isZero();
        String last = out.toString().strip().lines().reduce("", (a, b) -> b);
        assertThat(last).contains("java.base");
        assertThat(resolved(ModuleFinder.of(jars().toArray(Path[]::new)))).contains(last.split(","));
    }

    private static ModuleDescriptor descriptor() {
        return ModuleFinder.of(Repository.file(SDK)).find("io.glossa").orElseThrow().descriptor();
    }

    private static Set<String> resolved(ModuleFinder jars) {
        Configuration configuration = Configuration.resolve(jars, List.of(ModuleLayer.boot().configuration()), ModuleFinder.ofSystem(),
                Set.of("io.glossa"));
        Set<String> names = configuration.modules().stream().map(ResolvedModule::name).collect(Collectors.toCollection(TreeSet::new));
        names.addAll(required(configuration));
        return names;
    }

    /** What is required of Java itself, with all that this requires. */
    private static Set<String> required(Configuration configuration) {
        Set<String> roots = configuration.modules().stream().flatMap(module -> module.reference().descriptor().requires().stream())
                .filter(requires -> !requires.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .map(ModuleDescriptor.Requires::name).filter(name -> ModuleFinder.ofSystem().find(name).isPresent())
                .collect(Collectors.toSet());
        return names(Configuration.resolve(ModuleFinder.ofSystem(), List.of(Configuration.empty()), ModuleFinder.of(), roots)
                .modules().stream().map(ResolvedModule::reference).collect(Collectors.toSet()));
    }

    private static Set<String> names(Set<ModuleReference> modules) {
        return modules.stream().map(module -> module.descriptor().name()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<Path> jars() {
        List<Path> jars = new ArrayList<>();
        for (String jar : Repository.read("sdk/core/target/runtime-jars.txt").strip().split(Pattern.quote(File.pathSeparator))) {
            jars.add(Path.of(jar));
        }
        jars.add(Repository.file(SDK));
        return jars;
    }
}
