package io.d2v.bench.decode;

import static org.assertj.core.api.Assertions.assertThat;

import io.d2v.api.graph.Array;
import io.d2v.bench.GoldenFiles;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Greedy decoding gives what fairseq's and Hugging Face's give. */
@Tag("golden")
class GoldenGreedyTest {
  @Test
  void pathsCollapseToTheReferencesIdsAndText() throws IOException {
    JsonNode golden = GoldenFiles.json("stats/wer.json");
    Letters letters = Letters.of(GoldenFiles.texts(golden.get("vocab")));
    assertThat(letters.blank()).isEqualTo(golden.get("blank").asInt());
    assertThat(golden.get("cases")).isNotEmpty();
    for (JsonNode each : golden.get("cases")) {
      int[] ids = BestPath.collapse(GoldenFiles.ints(each.get("frame_argmax")), letters.blank());
      assertThat(ids).isEqualTo(GoldenFiles.ints(each.get("collapsed")));
      assertThat(letters.text(ids)).isEqualTo(each.get("hypothesis").asString());
      assertThat(letters.spell(each.get("reference").asString()).ids())
          .isEqualTo(GoldenFiles.ints(each.get("reference_units")));
    }
  }

  @Test
  void specialSymbolsAndDoubledBoundariesReadAsInTheReference() throws IOException {
    JsonNode golden = GoldenFiles.json("frontend/ctc_wer.json");
    Letters letters = Letters.of(GoldenFiles.texts(golden.get("vocab")));
    assertThat(letters.blank()).isEqualTo(golden.get("blank_id").asInt());
    assertThat(golden.get("decode")).isNotEmpty();
    for (JsonNode each : golden.get("decode")) {
      int[] ids = BestPath.collapse(GoldenFiles.ints(each.get("frame_ids")), letters.blank());
      assertThat(ids).isEqualTo(GoldenFiles.ints(each.get("collapsed_ids")));
      assertThat(letters.text(ids)).isEqualTo(each.get("fairseq_style_text").asString());
    }
  }

  @Test
  void scoresGiveTheReferencesPathAndIds() throws IOException {
    Map<String, Array> golden = GoldenFiles.tensors("frontend/ctc_emissions.safetensors");
    assertThat(golden).containsKey("logits0");
    for (int i = 0; golden.containsKey("logits" + i); i++) {
      Array logits = golden.get("logits" + i);
      Emissions emissions =
          Emissions.ofLogits(logits.floats(), logits.shape().size(0), logits.shape().size(1));
      int blank = GoldenFiles.json("frontend/ctc_wer.json").get("blank_id").asInt();
      assertThat(BestPath.path(emissions)).isEqualTo(golden.get("argmax" + i).ints());
      assertThat(BestPath.decode(emissions, blank)).isEqualTo(golden.get("collapsed" + i).ints());
    }
  }
}
