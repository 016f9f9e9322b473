package io.glossa.models.format.internal.torch;

import io.glossa.models.format.internal.torch.PickleValue.Items;
import io.glossa.models.format.internal.torch.PickleValue.Storage;
import io.glossa.models.format.internal.torch.PickleValue.Tensor;
import io.glossa.models.format.internal.torch.PickleValue.Text;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Where in a file the storages of its tensors begin. All of them have been checked to lie inside the file. */
final class StoragePlaces {
    private StoragePlaces() {}

    /** In a zip archive each storage is an entry. */
    static Map<String, Long> inZip(
            Collection<Tensor> tensors, Map<String, ZipDirectory.Entry> entries, String folder, String where) {
        Map<String, Long> places = new HashMap<>();
        for (Tensor tensor : tensors) {
            Storage storage = tensor.storage();
            ZipDirectory.Entry entry = entries.get(folder + "data/" + storage.key());
            if (entry == null || entry.size() < storage.bytes()) {
                throw Refusal.damaged(where + ", storage " + Refusal.quote(storage.key()), storage.bytes() + " bytes",
                        entry == null ? "no zip entry of that name" : "a zip entry of " + entry.size());
            }
            places.put(storage.key(), entry.begin());
        }
        return places;
    }

    /** In the old format a list of all storages follows the pickle, then each with its number of elements before it. */
    static Map<String, Long> afterPickle(
            CheckpointBytes bytes, PickleInput in, Map<String, Storage> storages) throws IOException {
        String where = bytes.where();
        long limit = bytes.size();
        if (!(Unpickler.read(in).value() instanceof Items keys)) {
            throw Refusal.damaged(where, "a list of storages after the pickle", "something else");
        }
        Map<String, Long> places = new HashMap<>();
        long at = in.position();
        for (PickleValue item : keys.items) {
            Storage storage = item instanceof Text key ? storages.get(key.value()) : null;
            if (storage == null || places.containsKey(storage.key())) {
                throw Refusal.damaged(where, "each storage of the tensors once in the list of storages",
                        storage == null ? "another one" : Refusal.quote(storage.key()) + " twice");
            }
            String what = where + ", storage " + Refusal.quote(storage.key());
            long elements = bytes.read(at, Long.BYTES).getLong();
            if (elements != storage.elements() || storage.bytes() > limit - at - Long.BYTES) {
                throw Refusal.damaged(what, storage.elements() + " elements before byte " + limit, elements + " at byte " + at);
            }
            places.put(storage.key(), at + Long.BYTES);
            at += Long.BYTES + storage.bytes();
        }
        if (!places.keySet().equals(storages.keySet())) {
            throw Refusal.damaged(where, storages.size() + " storages in the list of storages", String.valueOf(places.size()));
        }
        return places;
    }
}
