package io.zoosync.internal.shipping;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A pool of one worker without a queue, to try what travels: the parent's side is an object, the
 * worker's is {@link #main}. They speak over the worker's standard input and output.
 */
public final class Courier implements AutoCloseable {
    private static final int SHIP = 1;
    private static final int CALL = 2;
    private static final int PATIENCE_MINUTES = 4;

    private final Process process;
    private final DataOutputStream out;
    private final DataInputStream in;
    private final Shipper shipper;
    private int shipped;

    /** A function that can travel. */
    public interface Fn<T, R> extends Serializable {
        R apply(T value) throws Exception;
    }

    /** A shipped function and its number. */
    @SuppressWarnings("UnusedTypeParameter") // they say what the function takes and gives
    public record Sent<T, R>(Shipment shipment, int id) {}

    private Courier(Class<?> caller) throws IOException {
        List<Path> path = WorkerClassPath.of(caller);
        shipper = new Shipper(path);
        process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "-Xmx64m",
                                "-cp",
                                path.stream()
                                        .map(Path::toString)
                                        .collect(Collectors.joining(File.pathSeparator)),
                                Courier.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        // What waits for it then fails, instead of hanging.
        CompletableFuture.delayedExecutor(PATIENCE_MINUTES, TimeUnit.MINUTES)
                .execute(process::destroyForcibly);
        out = new DataOutputStream(new BufferedOutputStream(process.getOutputStream()));
        in = new DataInputStream(new BufferedInputStream(process.getInputStream()));
    }

    /** Starts a worker with the class path that the caller's classes ask for. */
    public static Courier start(Class<?> caller) throws IOException {
        return new Courier(caller);
    }

    /** Ships a function and calls it in the worker. */
    public <T, R> R call(Fn<T, R> function, T argument) throws Throwable {
        return call(ship(function), argument);
    }

    /** Ships a function, to be called more than once. */
    public <T, R> Sent<T, R> ship(Fn<T, R> function) throws IOException {
        Shipment shipment = shipper.ship(function);
        out.write(SHIP);
        out.writeInt(++shipped);
        send(shipment.bytes());
        return new Sent<>(shipment, shipped);
    }

    @SuppressWarnings("unchecked") // what the function gave
    public <T, R> R call(Sent<T, R> function, T argument) throws Throwable {
        byte[] packed = function.shipment().pack(new Object[] {argument});
        out.write(CALL);
        out.writeInt(function.id());
        send(packed);
        out.flush();
        boolean worked = in.readBoolean();
        ByteBuffer answer = ByteBuffer.wrap(receive(in));
        if (!worked) {
            throw function.shipment().unpackFailure(answer);
        }
        return (R) function.shipment().unpackResult(answer);
    }

    /** What happens when a function is called, in one line: the result, or the failure. */
    public <T, R> String outcome(Fn<T, R> function, T argument) {
        try {
            return String.valueOf(call(function, argument));
        } catch (Throwable t) {
            return t.getClass().getSimpleName() + ": " + t.getMessage();
        }
    }

    private void send(byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] receive(DataInputStream in) throws IOException {
        return in.readNBytes(in.readInt());
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
    }

    /** The worker. */
    public static void main(String[] arguments) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(System.in));
        PrintStream stdout = System.out;
        System.setOut(System.err);
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stdout));
        Receiver receiver = new Receiver(Courier.class.getClassLoader());
        Map<Integer, byte[]> functions = new HashMap<>();
        Map<Integer, Parcel> parcels = new HashMap<>();
        while (true) {
            int command;
            int id;
            try {
                command = in.readByte();
                id = in.readInt();
            } catch (EOFException e) {
                return;
            }
            byte[] bytes = receive(in);
            if (command == SHIP) {
                functions.put(id, bytes);
            } else {
                answer(receiver, parcels, functions, id, bytes, out);
            }
        }
    }

    private static void answer(
            Receiver receiver,
            Map<Integer, Parcel> parcels,
            Map<Integer, byte[]> functions,
            int id,
            byte[] arguments,
            DataOutputStream out)
            throws IOException {
        byte[] answer;
        boolean worked = true;
        try {
            Parcel parcel =
                    parcels.computeIfAbsent(
                            id, any -> receiver.receive(ByteBuffer.wrap(functions.get(id))));
            Object[] values = (Object[]) parcel.unpack(ByteBuffer.wrap(arguments));
            @SuppressWarnings("unchecked") // what was shipped
            Fn<Object, Object> function = (Fn<Object, Object>) parcel.open();
            answer = receiver.pack(function.apply(values[0]));
        } catch (Throwable t) {
            worked = false;
            answer = receiver.packFailure(t);
        }
        out.writeBoolean(worked);
        out.writeInt(answer.length);
        out.write(answer);
        out.flush();
    }
}
