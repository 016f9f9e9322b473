package io.glossa;

import java.util.Iterator;
import java.util.List;
import org.apiguardian.api.API;

/**
 * The entities of one text, in its order.
 *
 * @param list the entities
 * @param usage what was read of the text
 */
@API(status = API.Status.EXPERIMENTAL, since = "0.1")
public record Entities(List<Entity> list, TokenUsage usage) implements Iterable<Entity> {
    /** Copies the list. */
    public Entities {
        list = List.copyOf(list);
    }

    /** The entities with one label. */
    public List<Entity> of(String label) {
        return list.stream().filter(entity -> entity.label().equals(label)).toList();
    }

    @Override
    public Iterator<Entity> iterator() {
        return list.iterator();
    }
}
