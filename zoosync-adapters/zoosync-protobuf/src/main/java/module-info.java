/** Protobuf messages in the queues of ZooSync: sent without an array, read without parsing. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"}) // named in its manifest
module io.zoosync.protobuf {
    requires transitive com.google.protobuf;
    requires transitive io.zoosync;

    exports io.zoosync.protobuf;
}
