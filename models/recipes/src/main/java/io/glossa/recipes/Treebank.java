package io.glossa.recipes;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Undoes Penn Treebank tokenisation, so that {@code it 's n't} in a research set reads as people write it. Case that the set
 * has lost stays lost; base-en lower-cases anyway.
 */
final class Treebank {
    private record Rule(Pattern pattern, String replacement) {
        Rule(String regex, String replacement) {
            this(Pattern.compile(regex), replacement);
        }
    }

    private static final List<Rule> RULES = List.of(
            new Rule("-lrb-", "("),
            new Rule("-rrb-", ")"),
            new Rule("``|''", "\""),
            new Rule("\\\\/", "/"),
            new Rule("`", "'"),
            // Clitics join the word before them.
            new Rule(" (n't|'s|'re|'ve|'ll|'d|'m)(?![\\w'])", "$1"),
            new Rule("\\b(ca|wo|do|is|was|does|did|could|should|would|are|were|has|have|had|ai) n't\\b", "$1n't"),
            new Rule(" ([.,;:!?%)\\]}]|\\.\\.\\.)(?=[ .,;:!?)\"']|$)", "$1"),
            new Rule("([(\\[{$#]) ", "$1"),
            // A pair of quotation marks hugs what is between them.
            new Rule("(?<![^ (])\" ([^\"]*?) \"(?![^ .,;:!?)])", "\"$1\""),
            new Rule("(?<![^ (])' ([^'\"]*?) '(?![^ .,;:!?)])", "'$1'"),
            new Rule(" +", " "));

    private Treebank() {}

    /** The text without the spaces that a tokeniser put in. */
    static String join(String text) {
        String joined = text;
        for (Rule rule : RULES) {
            joined = rule.pattern().matcher(joined).replaceAll(rule.replacement());
        }
        return joined.strip();
    }
}
