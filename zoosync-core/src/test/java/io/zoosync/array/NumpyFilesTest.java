package io.zoosync.array;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zoosync.shm.ZooShm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What NumPy writes is read here, and the other way round. */
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NumpyFilesTest {
    @TempDir private Path directory;

    @Test
    void shouldWriteFilesByteForByteAsNumPyDoes() throws IOException {
        for (DType dtype : DType.values()) {
            ZooArray a = ZooArray.arange(24).reshape(2, 3, 4).astype(dtype);
            a.save(directory.resolve(dtype + "-c.npy"));
            a.transpose().save(directory.resolve(dtype + "-f.npy"));
            a.slice("1, ::-1, 1").save(directory.resolve(dtype + "-strided.npy"));
            a.slice("1, 1, 1").save(directory.resolve(dtype + "-scalar.npy"));
            a.slice("2:").save(directory.resolve(dtype + "-empty.npy"));
        }
        String script =
                """
                import numpy as np, io, sys, os
                types = ['bool', 'int8', 'uint8', 'int16', 'int32', 'int64', 'float32', 'float64']
                for t in types:
                    a = np.arange(24).reshape(2, 3, 4).astype(t)
                    for name, b in [('c', a), ('f', a.T), ('strided', a[1, ::-1, 1]),
                                    ('scalar', a[1:2, 1, 1].reshape(())),
                                    ('empty', a[2:])]:
                        out = io.BytesIO()
                        np.save(out, b)
                        path = os.path.join(sys.argv[1], t + '-' + name + '.npy')
                        assert open(path, 'rb').read() == out.getvalue(), path
                        x = np.load(path)
                        assert x.dtype == b.dtype and (x == b).all(), path
                print('same')
                """;
        assertEquals("same", Python.run(script, directory));
    }

    @Test
    void shouldReadWhateverNumPyWrites() throws IOException {
        String script =
                """
                import numpy as np, sys, os
                types = ['bool', 'int8', 'uint8', 'int16', 'int32', 'int64', 'float32', 'float64']
                for t in types:
                    a = (np.arange(24).reshape(2, 3, 4) % 7 - (0 if t[0] in 'bu' else 3))
                    a = a.astype(t)
                    big = a.astype(a.dtype.newbyteorder('>'))
                    for name, b in [('c', a), ('f', np.asfortranarray(a)), ('big', big),
                                    ('bigf', np.asfortranarray(big))]:
                        for version in [(1, 0), (2, 0), (3, 0)]:
                            path = '%s-%s-%d.npy' % (t, name, version[0])
                            with open(os.path.join(sys.argv[1], path), 'wb') as f:
                                np.lib.format.write_array(f, b, version)
                """;
        Python.run(script, directory);
        for (DType dtype : DType.values()) {
            for (String order : new String[] {"c", "f", "big", "bigf"}) {
                for (int version = 1; version <= 3; version++) {
                    String name = dtype + "-" + order + "-" + version + ".npy";
                    ZooArray a = ZooArray.load(directory.resolve(name));
                    assertEquals(dtype, a.dtype(), name);
                    assertArrayEquals(new long[] {2, 3, 4}, a.shape(), name);
                    assertEquals(!order.endsWith("f"), a.isContiguous(), name);
                    shouldHoldTheNumbers(a, name);
                }
            }
        }
    }

    private static void shouldHoldTheNumbers(ZooArray a, String name) {
        boolean signed = a.dtype() != DType.BOOL && a.dtype() != DType.UINT8;
        for (int i = 0; i < 24; i++) {
            long expected = signed ? i % 7 - 3 : i % 7;
            long found = a.getLong(i / 12, i / 4 % 3, i % 4);
            assertEquals(a.dtype() == DType.BOOL ? Math.min(expected, 1) : expected, found, name);
        }
    }

    @Test
    void shouldExchangeArchives() throws IOException {
        Path ours = directory.resolve("ours.npz");
        Path compressed = directory.resolve("compressed.npz");
        Map<String, ZooArray> arrays = new LinkedHashMap<>();
        arrays.put("first", ZooArray.arange(6).reshape(2, 3));
        arrays.put("zweites ü", ZooArray.of(1.5, Double.NaN));
        ZooArray.saveAll(ours, arrays);
        ZooArray.saveAllCompressed(compressed, arrays);
        String script =
                """
                import numpy as np, sys, zipfile
                for path in sys.argv[1:3]:
                    assert zipfile.ZipFile(path).testzip() is None
                    with np.load(path) as z:
                        assert z.files == ['first', 'zweites \\u00fc'], z.files
                        assert (z['first'] == np.arange(6).reshape(2, 3)).all()
                        assert z['first'].dtype == np.int64
                        assert str(z['zweites \\u00fc']) == '[1.5 nan]'
                np.savez(sys.argv[3], x=np.float32([1, 2]), y=np.zeros((2, 0)))
                np.savez_compressed(sys.argv[4], x=np.float32([1, 2]), y=np.zeros((2, 0)))
                """;
        Path theirs = directory.resolve("theirs.npz");
        Path theirsCompressed = directory.resolve("theirs-compressed.npz");
        Python.run(script, ours, compressed, theirs, theirsCompressed);
        for (Path file : new Path[] {theirs, theirsCompressed}) {
            Map<String, ZooArray> found = ZooArray.loadAll(file);
            assertEquals("{x=[1. 2.], y=[]}", found.toString());
            assertEquals(DType.FLOAT32, found.get("x").dtype());
            assertArrayEquals(new long[] {2, 0}, found.get("y").shape());
        }
    }

    @Test
    void shouldShareANamedArrayWithPython() throws IOException {
        try (ZooArray a = ZooArray.create("python", DType.FLOAT64, 100, 10)) {
            a.setDouble(3, 4, 1.5);
            String script =
                    """
                    import numpy as np, sys
                    a = np.load(sys.argv[1], mmap_mode='r+')
                    print(a.dtype, a.shape, a.flags.c_contiguous, a[3, 4])
                    a[5, 6] = 2.5
                    print('written')
                    for line in sys.stdin:
                        i = int(line)
                        print(a[i, 0])
                        a[i, 1] = i
                        print('written')
                    """;
            Path file = ZooShm.directory().resolve("python.npy");
            try (Python python = Python.start(script, file)) {
                assertEquals("float64 (100, 10) True 1.5", python.line());
                assertEquals("written", python.line());
                assertEquals(2.5, a.getDouble(5, 6));
                for (int i = 0; i < 100; i++) {
                    a.setDouble(i, 0, i + 0.25);
                    python.send(Integer.toString(i));
                    assertEquals(i + ".25", python.line());
                    assertEquals("written", python.line());
                    assertEquals(i, a.getDouble(i, 1));
                }
                python.end();
            }
        } finally {
            ZooArray.unlink("python");
        }
    }

    @Test
    void shouldAttachToAnArrayThatNumPyMade() throws IOException {
        ZooArray.create("before", DType.INT8, 1).close(); // makes the directory
        ZooArray.unlink("before");
        String script =
                """
                import numpy as np, os, sys
                os.umask(0o077)
                a = np.lib.format.open_memmap(sys.argv[1], mode='w+', dtype='int32',
                                              shape=(2, 3), fortran_order=True)
                a[:] = np.arange(6).reshape(2, 3)
                print('written')
                sys.stdin.readline()
                print(a[1, 2])
                """;
        Path file = ZooShm.directory().resolve("theirs.npy");
        try (Python python = Python.start(script, file)) {
            assertEquals("written", python.line());
            ZooArray a = ZooArray.attach("theirs");
            assertEquals("[[0 1 2]\n [3 4 5]]", a.toString());
            assertFalse(a.isContiguous());
            assertTrue(a.isShared());
            a.setLong(1, 2, 50);
            python.send("");
            assertEquals("50", python.end());
        } finally {
            Files.deleteIfExists(file);
        }
    }
}
