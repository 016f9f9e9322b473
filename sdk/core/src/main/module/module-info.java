/**
 * Text classification, sentiment, embeddings and more in one dependency. The other artifacts of Glossa are automatic
 * modules; what they use of named modules stands here, since an automatic module cannot ask for anything, so that a program
 * with {@code requires io.glossa} starts with {@code java --module-path … -m …} alone.
 *
 * <p>Compiled when the jar is made and kept below {@code META-INF/versions}: builds and tests run on the class path.
 */
module io.glossa {
    requires transitive io.glossa.base;
    requires transitive io.glossa.models;
    requires transitive io.glossa.tokenizer;
    requires static transitive org.apiguardian.api;
    requires static transitive org.jspecify;

    requires com.fasterxml.jackson.databind;
    requires com.google.gson;
    requires com.microsoft.onnxruntime;
    requires com.sun.jna;
    requires java.logging;
    requires java.management;
    requires java.net.http;
    requires org.slf4j;

    exports io.glossa;
    exports io.glossa.evaluation;
    exports io.glossa.export;
}
