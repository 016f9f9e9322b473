package io.glossa.recipes;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How a model did on a behaviour suite.
 *
 * @param cases all of them
 * @param failed those that were not met, in the same order
 */
record BehaviourResult(List<BehaviourCase> cases, List<BehaviourCase> failed) {
    BehaviourResult {
        cases = List.copyOf(cases);
        failed = List.copyOf(failed);
    }

    /** How many cases were met. */
    int passed() {
        return cases.size() - failed.size();
    }

    /**
     * A table in Markdown: a row for each capability, in the order of the file, and type, and one for all; rates in per cent. No
     * intervals: the cases were chosen, not drawn.
     */
    String table() {
        Map<String, Map<BehaviourType, List<BehaviourCase>>> groups = cases.stream().collect(Collectors.groupingBy(
                BehaviourCase::capability, LinkedHashMap::new,
                Collectors.groupingBy(some -> some.expected().type(), () -> new EnumMap<>(BehaviourType.class), Collectors.toList())));
        StringBuilder table = new StringBuilder("""
                | capability | type | cases | passed | pass rate |
                | --- | --- | --- | --- | --- |
                """);
        groups.forEach((capability, types) -> types.forEach((type, some) -> table.append(row(capability, type.word(), some))));
        return table.append(row("all", "all", cases)).toString();
    }

    private String row(String capability, String type, List<BehaviourCase> some) {
        long passed = some.stream().filter(one -> !failed.contains(one)).count();
        return String.format(Locale.ROOT, "| %s | %s | %d | %d | %.1f |", capability, type, some.size(), passed,
                100.0 * passed / some.size()) + "\n";
    }

    /** The failed cases by capability and the lines of the file they stand in; a line each. */
    String failures() {
        return failed.stream().collect(Collectors.groupingBy(BehaviourCase::capability, LinkedHashMap::new,
                        Collectors.mapping(some -> Integer.toString(some.row()), Collectors.joining(", "))))
                .entrySet().stream().map(group -> group.getKey() + ": " + group.getValue() + "\n").collect(Collectors.joining());
    }
}
