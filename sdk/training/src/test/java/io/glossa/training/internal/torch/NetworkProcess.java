package io.glossa.training.internal.torch;

import io.glossa.training.internal.engine.TrainableModel;
import java.net.Socket;
import java.security.Permission;
import java.util.ArrayList;
import java.util.List;

/** A process of its own that trains under a guard which sees every attempt to reach a host. */
final class NetworkProcess {
    private NetworkProcess() {}

    /** Prints the hosts that something wanted to reach: first those of a probe, then those of a training. */
    @SuppressWarnings("removal")
    public static void main(String[] arguments) {
        List<String> attempts = new ArrayList<>();
        System.setSecurityManager(new SecurityManager() {
            @Override
            public void checkConnect(String host, int port) {
                attempts.add(host);
                throw new SecurityException(host);
            }

            @Override
            public void checkPermission(Permission permission) {
                // All else is allowed.
            }
        });
        try {
            new Socket("localhost", 9).close();
        } catch (SecurityException | java.io.IOException e) {
            // What the guard is for.
        }
        System.out.println(attempts);
        attempts.clear();
        SmallModel small = SmallModel.bert(1);
        for (boolean eager : new boolean[] {false, true}) {
            try (TrainableModel model = TorchModel.open(small.spec(eager))) {
                model.accumulate(small.batch(1, 2, 5), 2, 1);
                model.update(1e-3, 1, 1);
            }
        }
        System.out.println(attempts);
    }
}
