/**
 * Protobuf messages between JVM processes, encoded straight into a queue's slot, and parsed from it
 * or read in it without parsing.
 *
 * <p>{@link io.zoosync.protobuf.ProtobufProducer} creates a {@link io.zoosync.queue.ZooQueue} that
 * keeps the type of its messages, and sends them, one by one or in batches; {@link
 * io.zoosync.protobuf.ProtobufConsumer} attaches by name and receives them as messages or as views.
 * {@link io.zoosync.protobuf.MessageView} reads any protobuf message in a queue's slot, also in
 * queues that nobody here has made.
 *
 * <h2>Format</h2>
 *
 * A slot holds one message or more, each behind its length as a varint, as {@code writeDelimitedTo}
 * writes them. The queue's metadata is a protobuf message too: {@code string format = 1}, which is
 * {@code "zoosync-protobuf 1"}; {@code string type = 2}, the full name of the messages' type; and
 * {@code google.protobuf.FileDescriptorSet files = 3}, its file behind all that it imports. So who
 * has no class for the messages can read them all the same.
 *
 * <h2>Between threads</h2>
 *
 * A producer may be shared by threads, unless it is exclusive; a consumer, its views and all that
 * they give are for one thread at a time.
 *
 * <h2>Between processes</h2>
 *
 * What a producer did before a send happens-before the return of the method that receives the
 * message. What a consumer read before a commit happens-before the slot is written again. The two
 * may know different versions of the type, as protobuf allows.
 *
 * <h2>After a crash</h2>
 *
 * A producer killed in a send has sent nothing, be it one message or a batch. A message that its
 * consumer had not committed when it was killed is received again by another, flagged as
 * redelivered, and with it all messages of its batch. What was committed last is not received
 * again.
 *
 * <h2>Damage</h2>
 *
 * Bytes written by a stranger lead to {@link io.zoosync.protobuf.InvalidProtobufMessageException},
 * for the reasons for which protobuf's own parser refuses them, or to wrong values; never to memory
 * outside of the slot, whenever they are written. Views look at what they are asked for: what is
 * wrong in the depth of a message shows when it is read, or in {@link
 * io.zoosync.protobuf.MessageView#validate}.
 *
 * <h2>Not supported</h2>
 *
 * Views of message sets, the forerunner of extensions, and so queues of them; a message that holds
 * one can be viewed but for that field. Changing a message in place. A message or a batch must fit
 * into half of the queue's capacity.
 */
package io.zoosync.protobuf;
