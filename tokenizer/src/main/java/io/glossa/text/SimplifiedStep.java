package io.glossa.text;

import com.ibm.icu.text.Transliterator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Traditional to simplified Chinese by the rules of ICU's {@code Traditional-Simplified} transliterator: single characters
 * and some 1,000 phrases, first rule first. The rules are applied here, because ICU's own interpreter lets one thread work at
 * a time and tells no offsets. Not idempotent: ICU has rules whose result is another rule's input.
 */
final class SimplifiedStep implements CleaningStep {
    private static final String ID = "Traditional-Simplified";

    /** One rule: {@code from} becomes {@code to}, which has as many code points. */
    private record Rule(String from, String to) {}

    /** Read on first use. */
    private static final class Holder {
        private static final Map<Integer, List<Rule>> RULES = read();

        private static Map<Integer, List<Rule>> read() {
            Map<Integer, List<Rule>> rules = new HashMap<>();
            for (String line : Transliterator.getInstance(ID).toRules(false).split(";")) {
                int sign = line.indexOf('>');
                if (sign > 0) {
                    String from = line.substring(0, sign).strip();
                    rules.computeIfAbsent(from.codePointAt(0), c -> new ArrayList<>(1))
                            .add(new Rule(from, line.substring(sign + 1).strip()));
                }
            }
            return rules;
        }
    }

    @Override
    public void rewrite(String text, Rewriter to) {
        int at = 0;
        while (at < text.length()) {
            int c = text.codePointAt(at);
            int end = at + Character.charCount(c);
            if (c >= 0x2E80) {
                for (Rule rule : Holder.RULES.getOrDefault(c, List.of())) {
                    if (text.startsWith(rule.from(), at)) {
                        end = at + rule.from().length();
                        write(text, at, rule, to);
                        break;
                    }
                }
            }
            at = end;
        }
    }

    /** Character for character where that can be, so that offsets are exact. */
    private static void write(String text, int at, Rule rule, Rewriter to) {
        if (rule.from().length() != rule.to().length()) {
            to.replace(at, at + rule.from().length(), rule.to());
            return;
        }
        for (int i = 0; i < rule.to().length(); ) {
            int c = rule.to().codePointAt(i);
            int count = Character.charCount(c);
            if (text.codePointAt(at + i) != c) {
                to.replace(at + i, at + i + count, Character.toString(c));
            }
            i += count;
        }
    }
}
