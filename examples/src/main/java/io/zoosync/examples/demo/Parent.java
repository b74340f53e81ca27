package io.zoosync.examples.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The demo, as a child process sees it. The child ends when the demo does, however that ends. */
final class Parent {
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Parent() {}

    static Parent connect() {
        Parent parent = new Parent();
        Thread reader = new Thread(parent::readAll, "parent");
        reader.setDaemon(true);
        reader.start();
        return parent;
    }

    private void readAll() {
        try (BufferedReader input =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = input.readLine(); line != null; line = input.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // as if it had ended
        }
        Runtime.getRuntime().halt(1);
    }

    void say(Object... words) {
        StringBuilder line = new StringBuilder();
        for (Object word : words) {
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        System.out.println(line);
    }

    /** Waits for the next line. */
    String hear() throws InterruptedException {
        return lines.take();
    }

    /** The next line if there is one already, else null. */
    String poll() {
        return lines.poll();
    }
}
