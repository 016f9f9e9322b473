package io.glossa.checks;

import java.io.FilePermission;
import java.nio.file.Path;
import java.security.Permission;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refuses and records every use of a socket, every started process and every written file outside the given folders, and
 * looks whether DJL runs before its switches are set.
 */
@SuppressWarnings("removal")
final class Sentry extends SecurityManager {
    private static final List<String> SWITCHES = List.of("ai.djl.offline", "OPT_OUT_TRACKING");

    private final Queue<String> attempts = new ConcurrentLinkedQueue<>();
    private final AtomicLong djl = new AtomicLong();
    private final AtomicBoolean early = new AtomicBoolean();
    private final List<Path> writable;
    private final ThreadLocal<Boolean> looking = ThreadLocal.withInitial(() -> false);

    Sentry(Path... writable) {
        this.writable = Arrays.stream(writable).map(path -> path.toAbsolutePath().normalize()).toList();
    }

    /** What was refused. */
    List<String> attempts() {
        return List.copyOf(attempts);
    }

    /** How often code of DJL did something that needs a permission. */
    long djl() {
        return djl.get();
    }

    /** Whether it did so before its switches were set. */
    boolean early() {
        return early.get();
    }

    @Override
    public void checkPermission(Permission permission) {
        if (looking.get()) {
            return;
        }
        looking.set(true);
        try {
            look(permission);
        } finally {
            looking.set(false);
        }
    }

    @Override
    public void checkPermission(Permission permission, Object context) {
        checkPermission(permission);
    }

    private void look(Permission permission) {
        for (Class<?> caller : getClassContext()) {
            if (caller.getName().startsWith("ai.djl.")) {
                djl.incrementAndGet();
                if (SWITCHES.stream().anyMatch(name -> System.getProperty(name) == null)) {
                    early.set(true);
                }
                break;
            }
        }
        String kind = permission.getClass().getSimpleName();
        if (kind.equals("SocketPermission") || kind.equals("URLPermission")) {
            refuse(permission);
        }
        if (permission instanceof FilePermission) {
            String actions = permission.getActions();
            boolean writes = actions.contains("write") || actions.contains("delete");
            Path file = Path.of(permission.getName()).toAbsolutePath().normalize();
            // JNA, which DJL asks about the system, lists the system's libraries with ldconfig; that only reads.
            boolean executes = actions.contains("execute") && !file.endsWith("sbin/ldconfig");
            if (executes || (writes && writable.stream().noneMatch(file::startsWith))) {
                refuse(permission);
            }
        }
    }

    private void refuse(Permission permission) {
        String what = permission.getClass().getSimpleName() + " " + permission.getName() + " " + permission.getActions();
        attempts.add(what);
        throw new SecurityException("refused: " + what);
    }
}
