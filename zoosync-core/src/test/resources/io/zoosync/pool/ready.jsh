show(pool.map(x -> x * x, range(5)))
ZooArray ready = ZooArray.create("jshell-ready", DType.INT32, 3)
pool.forEach(i -> ready.setLong(i, 10 * i), range(3))
show(ready, new int[][] {{1}, {2, 3}}, null)
ZooArray.unlink("jshell-ready")
segments()
pool.close()
/exit
