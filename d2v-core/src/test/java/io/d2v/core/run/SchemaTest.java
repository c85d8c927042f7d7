package io.d2v.core.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.d2v.api.UserError;
import io.d2v.api.graph.Array;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
  @TempDir Path temp;
  private Path checkpoint = Path.of("");
  private RunFolder run = new RunFolder(checkpoint);

  @BeforeEach
  void save() throws IOException {
    run = RunFolder.create(temp.resolve("run"));
    run.writeRecipe("name: of the run\n");
    checkpoint =
        run.checkpoints()
            .save(
                new Checkpoint(
                    new RunState(2, 42, Map.of("best", "0.5")),
                    "name: of the checkpoint\n",
                    Map.of("w", Array.scalar(1f)),
                    Map.of("w", Array.scalar(2f)),
                    Map.of("mean.w", Array.scalar(3f))),
                Keep.newest(2));
  }

  @Test
  void aCheckpointHasTheRecipeThatItWasMadeWith() throws IOException {
    assertThat(Checkpoint.loadRecipe(checkpoint)).isEqualTo("name: of the checkpoint\n");
  }

  @Test
  void aCheckpointOfTheFirstSchemaHasItsRunsRecipe() throws IOException {
    Files.delete(checkpoint.resolve("recipe.yaml"));
    writeState("{\"schema\": 1, \"step\": 2, \"seed\": 42, \"more\": {\"best\": \"0.5\"}}");

    Checkpoint loaded = Checkpoint.load(checkpoint);

    assertThat(loaded.recipe()).isEqualTo("name: of the run\n");
    assertThat(loaded.state()).isEqualTo(new RunState(2, 42, Map.of("best", "0.5")));
    assertThat(loaded.optimizer().get("mean.w").floats()).containsExactly(3);
  }

  @Test
  void aCheckpointOfThisSchemaWithoutItsRecipeIsNotWhole() throws IOException {
    Files.delete(checkpoint.resolve("recipe.yaml"));
    writeState("{\"schema\": 2, \"step\": 2, \"seed\": 42, \"more\": {}}");

    assertThat(Checkpoints.damage(checkpoint).orElseThrow())
        .contains("step-2 is not a whole checkpoint: its manifest does not name recipe.yaml");
  }

  @Test
  void aNewerSchemaIsNeitherGuessedAtNorPassedOver() throws IOException {
    writeState("{\"schema\": 3, \"step\": 2, \"seed\": 42, \"more\": {}}");

    assertThatThrownBy(() -> Checkpoint.load(checkpoint))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(
            "step-2: schema 3 was written by a newer d2v; this one reads up to 2");
    assertThatThrownBy(() -> RunFolder.checkpoint(run.path()))
        .hasMessageContaining("written by a newer d2v");
  }

  @Test
  void aStateThatIsNoneIsRefused() throws IOException {
    writeState("{\"schema\": 2, \"step\": \"x\"}");

    assertThatThrownBy(() -> Checkpoint.load(checkpoint))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("lacks schema, step or seed");
  }

  /** As a version of d2v would have written it that makes such a state. */
  private void writeState(String state) throws IOException {
    Files.writeString(checkpoint.resolve("state.json"), state);
    Files.delete(checkpoint.resolve("MANIFEST.sha256"));
    TreeMap<String, String> digests = new TreeMap<>();
    for (String name : new String[] {"student", "teacher", "optimizer"}) {
      String file = name + ".safetensors";
      digests.put(file, Manifest.sha256(checkpoint.resolve(file)));
    }
    digests.put("state.json", Manifest.sha256(checkpoint.resolve("state.json")));
    Path recipe = checkpoint.resolve("recipe.yaml");
    if (Files.exists(recipe)) {
      digests.put("recipe.yaml", Manifest.sha256(recipe));
    }
    Manifest.write(checkpoint, digests);
  }
}
