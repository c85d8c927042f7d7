package io.d2v.text;

import io.d2v.api.CheckpointLayout;
import io.d2v.api.Configuration;
import io.d2v.api.FairseqMulti;
import io.d2v.api.StoredName;
import io.d2v.api.graph.Array;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Text of data2vec 2.0 in fairseq: {@code examples/data2vec/models/modalities/text.py}. Read only.
 */
final class FairseqMultiText implements CheckpointLayout {
  private static final FairseqMulti MULTI = new FairseqMulti("text");
  private static final String WORDS = MULTI.encoder() + "local_encoder.embed_tokens.weight";

  @Override
  public String name() {
    return MULTI.name();
  }

  @Override
  public Adapted recipe(Configuration config) {
    Map<String, String> settings = new TreeMap<>(MULTI.settings(config));
    Configuration own = MULTI.own(config);
    own.requireIfGiven("use_alibi_encoder", false);
    own.requireIfGiven("learned_pos", true);
    own.requireIfGiven("no_scale_embedding", true);
    own.requireIfGiven("layernorm_embedding", true);
    own.requireIfGiven("no_token_positional_embeddings", false);
    if (own.integer("prenet_depth") > 0 || own.integer("num_extra_tokens") > 0) {
      throw own.wrong("prenet_depth", "0, as num_extra_tokens, for text; d2v builds no other");
    }
    int places = own.integer("max_source_positions");
    settings.put("encoder.vocabulary", Integer.toString(FairseqText.words(config, WORDS)));
    settings.put("encoder.padding", Integer.toString(FairseqText.PADDING));
    settings.put("encoder.positions", Integer.toString(places));
    settings.put("encoder.lengths", "[" + places + "]");
    settings.put("encoder.mask", "null"); // the last of the vocabulary
    settings.put("encoder.type", "false");
    settings.put("encoder.epsilon", "1e-5");
    return new Adapted("v2-text-base", settings);
  }

  @Override
  public List<StoredName> names(Map<String, String> settings) {
    List<StoredName> names = new ArrayList<>(MULTI.names(settings));
    String local = MULTI.encoder() + "local_encoder.";
    names.add(StoredName.of("encoder.tokens.weight", WORDS));
    names.add(StoredName.of("encoder.positions.weight", local + "embed_positions.weight"));
    names.add(StoredName.of("encoder.norm.*", local + "layernorm_embedding.*"));
    return names;
  }

  @Override
  public Map<String, Array> arranged(Map<String, Array> theirs) {
    return MULTI.arranged(theirs);
  }

  @Override
  public Optional<String> teacher(Map<String, String> settings) {
    return Optional.of(MULTI.teacher(settings));
  }
}
