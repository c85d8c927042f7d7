package io.d2v.api;

import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How other software stores models of a modality: what its configuration says, what it calls
 * parameters and inputs. Files themselves are read and written by whoever asks.
 *
 * <p>Settings here are those of a recipe, flat: {@code encoder.image_size} to {@code 224}.
 */
public interface CheckpointLayout {
  /**
   * {@return what the configuration calls such a model: its {@code model_type} or {@code _name}} A
   * model of fairseq that is made for several modalities has the one that it holds behind a dot:
   * {@code data2vec_multi.image}.
   */
  String name();

  /**
   * {@return the recipe of the model that a configuration describes} Where it lies in a folder,
   * {@code folder} is that folder's path, for what lies beside it, such as a tokenizer.
   *
   * @param config what the file says
   * @throws UserError if it describes one that can't be built here, saying which key asks for it
   */
  Adapted recipe(Configuration config);

  /**
   * {@return the configuration of a model of ours, as plain maps, lists, texts, numbers and truth
   * values; empty where this layout is only read}
   *
   * @param settings of a model of ours, path to value
   * @throws UserError if such a model can't be stored so, saying which setting is in the way
   */
  default Optional<Map<String, Object>> config(Map<String, String> settings) {
    return Optional.empty();
  }

  /**
   * Writes what belongs beside a configuration of ours, such as the tokenizer that the settings
   * name, if it is there.
   *
   * @param settings the model's settings, as a recipe has them
   * @param folder that has the configuration
   * @throws UserError if it can't be written as the other software has it
   * @throws IOException if reading or writing fails
   */
  default void writeBeside(Map<String, String> settings, Path folder) throws IOException {}

  /**
   * {@return what the parameters of a model with these settings are called; the first that fits
   * holds}
   *
   * @param settings the model's settings, as a recipe has them
   */
  List<StoredName> names(Map<String, String> settings);

  /**
   * {@return parameters as {@link #names} has them, where the other software numbers them otherwise
   * or holds several as one; unless overridden as they are}
   *
   * @param theirs parameters by the names of the other software
   */
  default Map<String, Array> arranged(Map<String, Array> theirs) {
    return theirs;
  }

  /**
   * {@return what stands before the names of a stored teacher's parameters to make them the
   * student's, which may be nothing; empty, unless overridden, where a teacher is not read}
   *
   * @param settings the model's settings, as a recipe has them
   */
  default Optional<String> teacher(Map<String, String> settings) {
    return Optional.empty();
  }

  /**
   * {@return a batch by the layout's names of inputs as the encoder takes it}
   *
   * @param settings the model's settings, as a recipe has them
   * @param theirs arrays by the layout's names, with a batch axis in front
   * @throws UserError if these are not its inputs; unless overridden it names none
   */
  default Given inputs(Map<String, String> settings, Map<String, Array> theirs) {
    throw new UserError(
        UserError.Kind.DATA,
        "a checkpoint of kind '"
            + name()
            + "' names no inputs; import it, and give the run's encoder its own");
  }

  /**
   * A recipe by its difference from one that the modality brings.
   *
   * @param base its name among {@link Modality#recipes()}
   * @param settings what is set otherwise; {@code null} as a text takes a setting out
   */
  record Adapted(String base, Map<String, String> settings) {
    /**
     * Copies the map.
     *
     * @param base its name among {@link Modality#recipes()}
     * @param settings what is set otherwise; {@code null} as a text takes a setting out
     */
    public Adapted {
      settings = Map.copyOf(settings);
    }
  }

  /**
   * A batch of samples that are ready for {@link Encoder#embed}.
   *
   * @param settings what the encoder needs to be of the batch's size
   * @param inputs {@link Encoder#inputs()} with a batch axis in front
   * @param valid 1 for a token and 0 for padding, FLOAT32 {@code [batch, tokens]}; empty where all
   *     are tokens
   * @param mask the tokens that become the mask vector, BOOL {@code [batch, tokens]}
   */
  record Given(
      Map<String, String> settings,
      Map<String, Array> inputs,
      Optional<Array> valid,
      Optional<Array> mask) {
    /**
     * Copies the maps.
     *
     * @param settings what the encoder needs to be of the batch's size
     * @param inputs {@link Encoder#inputs()} with a batch axis in front
     * @param valid 1 for a token and 0 for padding, FLOAT32 {@code [batch, tokens]}; empty where
     *     all are tokens
     * @param mask the tokens that become the mask vector, BOOL {@code [batch, tokens]}
     */
    public Given {
      settings = Map.copyOf(settings);
      inputs = Map.copyOf(inputs);
    }
  }
}
