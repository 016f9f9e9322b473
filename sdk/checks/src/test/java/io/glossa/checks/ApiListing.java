package io.glossa.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The public signatures of one artifact as text: sorted, one a line, the same on every machine. */
final class ApiListing {
    private static final TreeSet<String> OF_OBJECT = new TreeSet<>(List.of("equals", "hashCode", "toString"));

    private final StringBuilder text = new StringBuilder();
    private final TreeSet<String> mentioned = new TreeSet<>();

    private ApiListing() {}

    /** Lists the artifact that a class comes from. */
    static ApiListing of(Class<?> member) {
        ApiListing listing = new ApiListing();
        TreeMap<String, List<Class<?>>> packages = new TreeMap<>();
        for (String name : classNames(member)) {
            Class<?> type = load(name, member.getClassLoader());
            String home = type.getPackageName();
            if (isVisible(type) && !(home + ".").contains(".internal.")) {
                packages.computeIfAbsent(home, key -> new ArrayList<>()).add(type);
            }
        }
        packages.forEach((name, types) -> {
            listing.text.append("\npackage ").append(name).append('\n');
            types.forEach(listing::add);
        });
        return listing;
    }

    /** The listing, without a header. */
    String text() {
        return text.toString();
    }

    /** Full names of all types in the signatures. */
    TreeSet<String> mentioned() {
        return mentioned;
    }

    private void add(Class<?> type) {
        text.append('\n').append(declaration(type)).append('\n');
        TreeSet<String> lines = new TreeSet<>();
        if (type.isEnum()) {
            lines.add(Arrays.stream(type.getEnumConstants()).map(c -> ((Enum<?>) c).name()).collect(Collectors.joining(", ")));
        }
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field.getModifiers()) && !field.isEnumConstant() && !field.isSynthetic()) {
                lines.add(modifiers(field.getModifiers()) + name(field.getAnnotatedType()) + " " + field.getName());
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisible(constructor.getModifiers()) && !type.isRecord() && !type.isEnum()) {
                lines.add("new " + type.getSimpleName() + parameters(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisible(method.getModifiers()) && !method.isSynthetic() && !isImplied(type, method)) {
                int modifiers = type.isInterface() ? method.getModifiers() & ~Modifier.ABSTRACT : method.getModifiers();
                lines.add(modifiers(modifiers & ~Modifier.FINAL) + (method.isDefault() ? "default " : "") + variables(method.getTypeParameters())
                        + name(method.getAnnotatedReturnType()) + " " + method.getName() + parameters(method));
            }
        }
        lines.forEach(line -> text.append("    ").append(line).append('\n'));
    }

    private String declaration(Class<?> type) {
        StringBuilder line = new StringBuilder();
        boolean record = type.isRecord();
        line.append(modifiers(type.getModifiers() & ~(record || type.isEnum() ? Modifier.FINAL | Modifier.STATIC : Modifier.STATIC)
                & ~(type.isInterface() ? Modifier.ABSTRACT : 0)));
        line.append(type.isSealed() ? "sealed " : "");
        line.append(type.isAnnotation() ? "@interface " : type.isInterface() ? "interface " : record ? "record " : type.isEnum() ? "enum " : "class ");
        line.append(type.getName().substring(type.getPackageName().length() + 1).replace('$', '.'));
        line.append(variables(type.getTypeParameters()).strip());
        if (record) {
            line.append(Arrays.stream(type.getRecordComponents()).map(this::component).collect(Collectors.joining(", ", "(", ")")));
        }
        if (type.getSuperclass() != null && !List.of(Object.class, Record.class, Enum.class).contains(type.getSuperclass())) {
            line.append(" extends ").append(name(type.getGenericSuperclass()));
        }
        if (type.getGenericInterfaces().length > 0) {
            line.append(type.isInterface() ? " extends " : " implements ")
                    .append(Arrays.stream(type.getGenericInterfaces()).map(this::name).collect(Collectors.joining(", ")));
        }
        return line.toString();
    }

    private String component(RecordComponent component) {
        return name(component.getAnnotatedType()) + " " + component.getName();
    }

    private String variables(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables).map(v -> {
            String bounds = Arrays.stream(v.getBounds()).filter(b -> b != Object.class).map(this::name).collect(Collectors.joining(" & "));
            return v.getName() + (bounds.isEmpty() ? "" : " extends " + bounds);
        }).collect(Collectors.joining(", ", "<", "> "));
    }

    private String parameters(Executable executable) {
        return Arrays.stream(executable.getParameters()).map(this::parameter).collect(Collectors.joining(", ", "(", ")"));
    }

    private String parameter(Parameter parameter) {
        String type = name(parameter.getAnnotatedType());
        return (parameter.isVarArgs() ? type.substring(0, type.length() - 2) + "..." : type) + " " + parameter.getName();
    }

    private String name(AnnotatedType type) {
        return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + name(type.getType());
    }

    private String name(Type type) {
        String full = type.getTypeName();
        java.util.regex.Matcher matcher = java.util.regex.Pattern.compile("([a-z_][\\w]*\\.)+[A-Z][\\w.$]*").matcher(full);
        while (matcher.find()) {
            mentioned.add(matcher.group());
        }
        return full.replaceAll("([a-z_][\\w]*\\.)+(?=[A-Z])", "").replace('$', '.');
    }

    private static boolean isImplied(Class<?> type, Method method) {
        if (OF_OBJECT.contains(method.getName()) || (type.isEnum() && List.of("values", "valueOf").contains(method.getName()))) {
            return true;
        }
        return type.isRecord() && method.getParameterCount() == 0
                && Arrays.stream(type.getRecordComponents()).anyMatch(c -> c.getName().equals(method.getName()));
    }

    private static String modifiers(int modifiers) {
        String words = Modifier.toString(modifiers & (Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT | Modifier.PROTECTED));
        return words.isEmpty() ? "" : words + " ";
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static boolean isVisible(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            if (!isVisible(at.getModifiers()) || at.isAnonymousClass() || at.isLocalClass() || at.isSynthetic()) {
                return false;
            }
        }
        return !type.getSimpleName().equals("package-info");
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classNames(Class<?> member) {
        try {
            Path place = Path.of(member.getProtectionDomain().getCodeSource().getLocation().toURI());
            if (Files.isDirectory(place)) {
                return classNames(place, place);
            }
            try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + place.toUri()), java.util.Map.of())) {
                return classNames(jar.getPath("/"), jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> classNames(Path root, Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name -> name.substring(0, name.length() - 6).replace('/', '.'))
                    .sorted()
                    .toList();
        }
    }
}
