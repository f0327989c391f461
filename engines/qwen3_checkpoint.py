"""What both models share: the real Qwen3 vocabulary, a config, and a checkpoint that vLLM and SGLang can serve."""

import json
import os
import shutil

import torch

CONTEXT_TOKENS = 4096
# Defaults that an engine fills in where a request leaves a field out: far from neutral, so that one shows.
SAMPLING_DEFAULTS = {"temperature": 0.6, "top_k": 20, "top_p": 0.95, "repetition_penalty": 1.05}


class Vocabulary:
    """The ids of a tokenizer folder, and its size rounded up as published checkpoints have it."""

    def __init__(self, folder):
        with open(os.path.join(folder, "tokenizer.json"), encoding="utf-8") as file:
            tokenizer = json.load(file)
        self.folder = folder
        self.pieces = tokenizer["model"]["vocab"]
        self.added = {token["content"]: token["id"] for token in tokenizer["added_tokens"]}
        self.known = {*self.pieces.values(), *self.added.values()}
        self.size = (max(self.known) + 64) // 64 * 64
        self.endings = [self.added["<|im_end|>"], self.added["<|endoftext|>"]]

    def config(self, **further):
        """Fields of a Qwen3 config that both models have."""
        return {
            "vocab_size": self.size,
            "head_dim": 32,
            "max_position_embeddings": CONTEXT_TOKENS,
            "rope_theta": 1e6,
            "rms_norm_eps": 1e-6,
            "tie_word_embeddings": False,
            "eos_token_id": self.endings[0],
            "bos_token_id": None,
            **further,
        }


def save(model, vocabulary, out, unheard=0.0):
    """Writes weights, tokenizer and defaults. Ids without text have `unheard` as their row of the head, so that they
    are all but never sampled.
    """
    with torch.no_grad():
        for token in range(vocabulary.size):
            if token not in vocabulary.known:
                model.lm_head.weight[token] = unheard
    model.to(torch.bfloat16).save_pretrained(out)
    for name in ("tokenizer.json", "tokenizer_config.json"):
        shutil.copy(os.path.join(vocabulary.folder, name), out)
    with open(os.path.join(out, "generation_config.json"), "w", encoding="utf-8") as file:
        json.dump({"eos_token_id": vocabulary.endings, "do_sample": True, **SAMPLING_DEFAULTS}, file)
