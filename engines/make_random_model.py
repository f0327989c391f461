"""usage: make_random_model.py OUT TOKENIZER_FOLDER

A tiny mixture of experts with random weights. What it says depends on every token before it, so that log-probs of
other tokens, or of a place beside, stand out.
"""

import sys

import torch
from transformers import Qwen3MoeConfig, Qwen3MoeForCausalLM

from qwen3_checkpoint import Vocabulary, save

out, tokenizer = sys.argv[1:3]
vocabulary = Vocabulary(tokenizer)
torch.manual_seed(0)
model = Qwen3MoeForCausalLM(
    Qwen3MoeConfig(
        **vocabulary.config(
            hidden_size=64,
            intermediate_size=256,
            num_hidden_layers=2,
            num_attention_heads=4,
            num_key_value_heads=2,
        ),
        num_experts=8,
        num_experts_per_tok=2,
        moe_intermediate_size=128,
        norm_topk_prob=True,
        decoder_sparse_step=1,
        mlp_only_layers=[],
    )
)
with torch.no_grad():
    for name, weights in model.named_parameters():
        if "norm" in name:
            weights.fill_(1.0)
        elif "embed" in name:
            weights.normal_(0, 1.0)
        elif "lm_head" in name:
            weights.normal_(0, 0.6)
        else:
            weights.normal_(0, 0.15)
save(model, vocabulary, out)
