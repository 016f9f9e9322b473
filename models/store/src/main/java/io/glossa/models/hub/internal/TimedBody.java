package io.glossa.models.hub.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The body of a response, read piece by piece by one thread, which never waits longer than it wants to. */
final class TimedBody implements HttpResponse.BodySubscriber<TimedBody>, AutoCloseable {
    /** What the connection's thread hands over: bytes, a failure, or with neither the end. */
    private record Piece(@Nullable List<ByteBuffer> bytes, @Nullable Throwable failure) {}

    private final BlockingQueue<Piece> pieces = new LinkedBlockingQueue<>();
    private Flow.@Nullable Subscription subscription;
    private boolean closed;
    private boolean ended;

    @Override
    public CompletionStage<TimedBody> getBody() {
        return CompletableFuture.completedFuture(this);
    }

    @Override
    public synchronized void onSubscribe(Flow.Subscription given) {
        if (closed || subscription != null) {
            given.cancel();
            return;
        }
        subscription = given;
        given.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        pieces.add(new Piece(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        pieces.add(new Piece(null, failure));
    }

    @Override
    public void onComplete() {
        pieces.add(new Piece(null, null));
    }

    /**
     * The next bytes, or null at the end.
     *
     * @throws HttpTimeoutException if none come for that long
     * @throws IOException if the connection fails
     */
    @Nullable List<ByteBuffer> next(Duration patience) throws IOException, InterruptedException {
        if (ended) {
            return null;
        }
        Piece piece = pieces.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        if (piece == null) {
            throw new HttpTimeoutException("no data for " + patience.toMillis() + " ms");
        }
        if (piece.failure() != null) {
            ended = true;
            throw piece.failure() instanceof IOException e ? e : new IOException(piece.failure());
        }
        if (piece.bytes() == null) {
            ended = true;
            return null;
        }
        synchronized (this) {
            if (subscription != null) {
                subscription.request(1);
            }
        }
        return piece.bytes();
    }

    /** All bytes; fails where there are more than the limit. */
    byte[] all(int limit, Duration patience) throws IOException, InterruptedException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        List<ByteBuffer> bytes;
        while ((bytes = next(patience)) != null) {
            for (ByteBuffer each : bytes) {
                byte[] copy = new byte[each.remaining()];
                each.get(copy);
                all.writeBytes(copy);
            }
            if (all.size() > limit) {
                throw new IOException("more than " + limit + " bytes");
            }
        }
        return all.toByteArray();
    }

    /** Gives the rest up. */
    @Override
    public synchronized void close() {
        closed = true;
        if (subscription != null && !ended) {
            subscription.cancel();
        }
    }
}
