package io.glossa.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A pom.xml as it stands in its file: nothing inherited, nothing replaced. */
final class Pom {
    private final Element project;

    private Pom(Element project) {
        this.project = project;
    }

    static Pom read(Path file) {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            DocumentBuilder builder = factory.newDocumentBuilder();
            return new Pom(builder.parse(file.toFile()).getDocumentElement());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IllegalStateException(file + ": " + e.getMessage(), e);
        }
    }

    /** The modules of the repository. */
    static List<String> modules() {
        return read(Repository.file("pom.xml")).all("modules/module");
    }

    /** The folders of what Maven Central gets: every module that does not skip being deployed. */
    static List<String> published() {
        return modules().stream().filter(folder -> !of(folder).text("properties/maven.deploy.skip").equals("true")).toList();
    }

    static Pom of(String folder) {
        return read(Repository.file(folder).resolve("pom.xml"));
    }

    String artifact() {
        return text("artifactId");
    }

    boolean isJar() {
        return text("packaging").isEmpty();
    }

    boolean has(String path) {
        return !elements(path).isEmpty();
    }

    /** The text below the project's element, or an empty one. */
    String text(String path) {
        List<String> found = all(path);
        return found.isEmpty() ? "" : found.get(0);
    }

    List<String> all(String path) {
        return elements(path).stream().map(element -> element.getTextContent().strip()).toList();
    }

    private List<Element> elements(String path) {
        List<Element> here = List.of(project);
        for (String name : path.split("/")) {
            List<Element> next = new ArrayList<>();
            for (Element element : here) {
                for (Node child = element.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof Element found && found.getTagName().equals(name)) {
                        next.add(found);
                    }
                }
            }
            here = next;
        }
        return here;
    }
}
