"""usage: make_talking_model.py OUT TOKENIZER_FOLDER

A bigram model by construction: attention and MLP write nothing, so that the next token follows from the last one.
A live engine samples well-formed reasoning, text and tool calls with it. Each chain is spelled with tokens that no other
chain uses, often not those that the tokenizer would choose. Its next token has a probability of about 0.97; the rest is
noise.
"""

import math
import sys

import torch
from transformers import Qwen3Config, Qwen3ForCausalLM

from qwen3_checkpoint import Vocabulary, save

HIDDEN = 256
LONGEST_PIECE = 16
# Nats by which a wanted token stands above the whole rest of the vocabulary.
AHEAD = 4.0
# Nats by which an id without text stands below it.
UNHEARD = -40.0


def bytes_of_characters():
    """GPT-2's table: the character that stands for each byte in a byte-level vocabulary, turned around."""
    plain = [*range(33, 127), *range(161, 173), *range(174, 256)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + at): byte for at, byte in enumerate(others)}


def texts_of(vocabulary):
    """Id of each text that one token spells."""
    table = bytes_of_characters()
    found = {}
    for piece, token in vocabulary.pieces.items():
        try:
            found.setdefault(bytes(table[character] for character in piece).decode(), token)
        except (KeyError, UnicodeDecodeError):
            continue
    return found


class Speller:
    """Spells texts so that each token is used once in all of them."""

    def __init__(self, texts):
        self.texts = texts
        self.used = set()

    def reserve(self, text):
        token = self.texts[text]
        self.used.add(token)
        return token

    def spell(self, text):
        path = self._search(text, 0, [])
        if path is None:
            raise SystemExit(f"cannot spell {text!r}")
        self.used.update(path)
        return path

    def _search(self, text, at, path):
        if at == len(text):
            return path
        for length in range(min(LONGEST_PIECE, len(text) - at), 0, -1):
            token = self.texts.get(text[at : at + length])
            if token is None or token in self.used or token in path:
                continue
            found = self._search(text, at + length, [*path, token])
            if found is not None:
                return found
        return None


def chain(tokens):
    return [(before, [(after, 1.0)]) for before, after in zip(tokens, tokens[1:])]


def transitions(vocabulary):
    """From each token that leads anywhere: the tokens that may follow, with their shares."""
    speller = Speller(texts_of(vocabulary))
    line, blank = speller.reserve("\n"), speller.reserve("\n\n")
    names = ("<|im_end|>", "<think>", "</think>", "<tool_call>", "</tool_call>")
    end, think, thought_over, call, call_over = (vocabulary.added[name] for name in names)
    weather = speller.spell('{"name":"get_weather","arguments":{"city":"Rome"}}')
    hello = speller.spell("Hello, I can help")
    thought = speller.spell("We should look")
    more = speller.spell(" Done.")
    return [
        *chain([think, *thought, thought_over]),
        *chain(hello),
        *chain([call, *weather, call_over]),
        *chain([*more, end]),
        (line, [(think, 0.4), (call, 0.25), (hello[0], 0.35)]),
        (blank, [(hello[0], 0.5), (call, 0.5)]),
        (thought_over, [(blank, 0.5), (call, 0.25), (hello[0], 0.25)]),
        (hello[-1], [(more[0], 0.6), (end, 0.2), (call, 0.2)]),
        (call_over, [(end, 0.7), (call, 0.3)]),
    ]


out, tokenizer = sys.argv[1:3]
vocabulary = Vocabulary(tokenizer)
torch.manual_seed(0)
model = Qwen3ForCausalLM(
    Qwen3Config(
        **vocabulary.config(
            hidden_size=HIDDEN,
            intermediate_size=64,
            num_hidden_layers=1,
            num_attention_heads=2,
            num_key_value_heads=1,
        )
    )
)
with torch.no_grad():
    for name, weights in model.named_parameters():
        if "norm" in name:
            weights.fill_(1.0)
        elif "o_proj" in name or "down_proj" in name:
            weights.zero_()
        else:
            weights.normal_(0, 0.05)
    embedding = torch.sign(torch.randn(vocabulary.size, HIDDEN))
    # The same whatever came before, so that a row of the head can speak of its token alone.
    embedding[:, 0] = 1
    head = torch.randn(vocabulary.size, HIDDEN) * 0.01
    for before, following in transitions(vocabulary):
        for after, share in following:
            height = math.log(vocabulary.size) + AHEAD + math.log(share)
            head[after] += height / HIDDEN * embedding[before]
    model.model.embed_tokens.weight.copy_(embedding)
    model.lm_head.weight.copy_(head)
    # After noise every id is as likely as another; a row of zeros would be drawn.
    unheard = torch.zeros(HIDDEN)
    unheard[0] = UNHEARD
save(model, vocabulary, out, unheard)
