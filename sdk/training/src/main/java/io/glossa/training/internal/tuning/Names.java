package io.glossa.training.internal.tuning;

import io.glossa.training.internal.scratch.LstmBase;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the names of parameters and classes tell, for every architecture. */
final class Names {
    private static final Pattern LAYER = Pattern.compile("\\.(?:layer|layers|albert_layer_groups)\\.(\\d+)\\.|_l(\\d+)(?:_reverse)?$");
    /** Class of the head for whole texts and prefix of the encoder's parameters, by model_type. */
    private static final Map<String, Family> FAMILIES = Map.ofEntries(
            Map.entry("albert", new Family("AlbertForSequenceClassification", "albert.")),
            Map.entry("bert", new Family("BertForSequenceClassification", "bert.")),
            Map.entry("camembert", new Family("CamembertForSequenceClassification", "roberta.")),
            Map.entry("deberta-v2", new Family("DebertaV2ForSequenceClassification", "deberta.")),
            Map.entry("distilbert", new Family("DistilBertForSequenceClassification", "distilbert.")),
            Map.entry("electra", new Family("ElectraForSequenceClassification", "electra.")),
            Map.entry(LstmBase.MODEL_TYPE, new Family("GlossaLstmForSequenceClassification", "model.")),
            Map.entry("modernbert", new Family("ModernBertForSequenceClassification", "model.")),
            Map.entry("mpnet", new Family("MPNetForSequenceClassification", "mpnet.")),
            Map.entry("roberta", new Family("RobertaForSequenceClassification", "roberta.")),
            Map.entry("xlm-roberta", new Family("XLMRobertaForSequenceClassification", "roberta.")));

    private Names() {}

    record Family(String classifier, String prefix) {}

    static Optional<Family> family(String modelType) {
        return Optional.ofNullable(FAMILIES.get(modelType));
    }

    /** Whether a parameter belongs to the head: it is none of the encoder's, or in a pooler. */
    static boolean head(String name, Family family) {
        return !name.startsWith(family.prefix()) || name.startsWith(family.prefix() + "pooler");
    }

    /** Number of the layer from 0; −1 for parameters below the layers, such as tables. */
    static int layer(String name) {
        Matcher matcher = LAYER.matcher(name);
        return matcher.find() ? Integer.parseInt(matcher.group(1) != null ? matcher.group(1) : matcher.group(2)) : -1;
    }

    /** The name without the end that a weight has. */
    static String stem(String name) {
        return name.endsWith(".weight") ? name.substring(0, name.length() - ".weight".length()) : name;
    }

    static String loraA(String weight) {
        return stem(weight) + ".lora_A";
    }

    static String loraB(String weight) {
        return stem(weight) + ".lora_B";
    }

    static boolean lora(String name) {
        return name.endsWith(".lora_A") || name.endsWith(".lora_B");
    }
}
