"""A tiny random Qwen3 that is the truth of every check: recordings get its log-probs, so a trainer must find them again."""

from __future__ import annotations

import json

import torch
from transformers import Qwen3Config, Qwen3ForCausalLM


class TinyModel:
    """A vocabulary of the ids that occur alone, mapped one to one onto 0..n-1: long logits fit into memory."""

    def __init__(self, vocabulary: list[int]) -> None:
        self.vocabulary = sorted(set(vocabulary))
        self.place = {token: at for at, token in enumerate(self.vocabulary)}
        torch.manual_seed(0)
        config = Qwen3Config(
            vocab_size=len(self.vocabulary),
            hidden_size=64,
            intermediate_size=128,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
            head_dim=16,
            max_position_embeddings=65536,
            initializer_range=0.3,
            tie_word_embeddings=False,
        )
        self.model = Qwen3ForCausalLM(config).float().eval()

    @classmethod
    def of(cls, path: str) -> TinyModel:
        """The model of a vocabulary that recordings.py wrote."""
        with open(path) as file:
            return cls(json.load(file))

    def mapped(self, ids: list[int]) -> list[int]:
        """The ids as the model counts them; ids that no recording holds (padding) become the first."""
        return [self.place.get(token, 0) for token in ids]

    def logits(self, ids: list[int]) -> torch.Tensor:
        """Logits (tokens x vocabulary) over mapped ids, cut from the graph so that a loss's gradient ends in them."""
        return self.model(input_ids=torch.tensor([self.mapped(ids)])).logits[0].float().detach()

    @torch.no_grad()
    def log_probs(self, ids: list[int], temperature: float) -> list[float]:
        """Entry i is log p(ids[i] | ids[:i]); the first is 0."""
        scores = torch.log_softmax(self.logits(ids)[:-1] / temperature, -1)
        taken = scores.gather(1, torch.tensor(self.mapped(ids))[1:, None])[:, 0]
        return [0.0, *taken.tolist()]
