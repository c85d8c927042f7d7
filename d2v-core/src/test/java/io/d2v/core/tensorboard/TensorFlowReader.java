package io.d2v.core.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Result;
import org.tensorflow.Session;
import org.tensorflow.exceptions.TFOutOfRangeException;
import org.tensorflow.ndarray.NdArrays;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.op.image.DecodePng;
import org.tensorflow.op.io.FifoQueue;
import org.tensorflow.op.io.QueueClose;
import org.tensorflow.op.io.QueueEnqueue;
import org.tensorflow.op.io.ReaderRead;
import org.tensorflow.proto.Event;
import org.tensorflow.proto.SessionLog;
import org.tensorflow.proto.Summary;
import org.tensorflow.types.TString;
import org.tensorflow.types.TUint8;

/** Event files as TensorFlow's own reader of records and its own classes read them. */
final class TensorFlowReader {
  private TensorFlowReader() {}

  /** In the order in which TensorBoard reads them. */
  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().contains("tfevents")).sorted().toList();
    }
  }

  /** All events of a file; it fails at a record that is not whole. */
  static List<Event> events(Path file) throws IOException {
    List<Event> events = new ArrayList<>();
    try (Graph graph = new Graph();
        Session session = new Session(graph)) {
      Ops tf = Ops.create(graph);
      FifoQueue names = tf.io.fifoQueue(List.of(TString.class));
      QueueEnqueue enqueue = tf.io.queueEnqueue(names, List.of(tf.constant(file.toString())));
      QueueClose close = tf.io.queueClose(names);
      ReaderRead read = tf.io.readerRead(tf.io.tfRecordReader(), names);
      session.runner().addTarget(enqueue.op()).run().close();
      session.runner().addTarget(close.op()).run().close();
      while (true) {
        try (Result record = session.runner().fetch(read.value()).run()) {
          events.add(Event.parseFrom(((TString) record.get(0)).asBytes().getObject()));
        }
      }
    } catch (TFOutOfRangeException end) {
      return events;
    }
  }

  /** Scalars by step and tag, without those that a start later on makes void. */
  static Map<Long, Map<String, Float>> scalars(Path folder) throws IOException {
    TreeMap<Long, Map<String, Float>> steps = new TreeMap<>();
    for (Path file : files(folder)) {
      for (Event event : events(file)) {
        if (event.getSessionLog().getStatus() == SessionLog.SessionStatus.START) {
          steps.tailMap(event.getStep()).clear();
        }
        if (event.hasSummary()) {
          Map<String, Float> values = new LinkedHashMap<>();
          for (Summary.Value value : event.getSummary().getValueList()) {
            values.put(value.getTag(), value.getSimpleValue());
          }
          steps.put(event.getStep(), values);
        }
      }
    }
    return steps;
  }

  /** A PNG file's grey levels, row by row. */
  static int[][] grey(byte[] png) {
    try (Graph graph = new Graph();
        Session session = new Session(graph);
        TString file = TString.tensorOfBytes(NdArrays.scalarOfObject(png))) {
      Ops tf = Ops.create(graph);
      Placeholder<TString> fed = tf.placeholder(TString.class);
      DecodePng<TUint8> decoded = tf.image.decodePng(fed, TUint8.class, DecodePng.channels(1L));
      try (Result result = session.runner().feed(fed, file).fetch(decoded).run()) {
        TUint8 pixels = (TUint8) result.get(0);
        int[][] grey = new int[(int) pixels.shape().get(0)][(int) pixels.shape().get(1)];
        pixels
            .scalars()
            .forEachIndexed((at, one) -> grey[(int) at[0]][(int) at[1]] = one.getByte() & 0xff);
        return grey;
      }
    }
  }
}
