"""Stands for the compiled sgl_kernel on a processor without AMX.

It has what SGLang's path through plain torch calls: one copy of indices and the hash behind `sampling_seed`. Any other
name can be imported, and raises NotImplementedError when it is called.
"""

import sys
import types

import torch

__version__ = "0.0.0+stand-in"


def assign_req_to_token_pool_cpu(pool_indices, request_to_token, starts, ends, locations, pool_length):
    """Writes each request's new cache locations into its row."""
    at = 0
    for row, start, end in zip(pool_indices.tolist(), starts.tolist(), ends.tolist()):
        request_to_token[row, start:end] = locations[at : at + end - start].to(request_to_token.dtype)
        at += end - start


def _missing(name):
    def call(*args, **kwargs):
        raise NotImplementedError(f"stand-in for sgl_kernel: {name}")

    call.__name__ = name
    return call


class _Module(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return _missing(name)


mamba = _Module("sgl_kernel.mamba")
sys.modules[mamba.__name__] = mamba


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return _missing(name)


# The hash of `sampling_seed`: SGLang's own Triton kernel (MurmurHash3), in arithmetic of 64-bit integers.
_MASK = 0xFFFFFFFF
_library = torch.library.Library("sgl_kernel", "FRAGMENT")
_library.define("murmur_hash32_cpu(Tensor seed, Tensor positions, Tensor col_indices) -> Tensor")


def _times(value, factor):
    return (((value & 0xFFFF) * factor) + ((((value >> 16) * factor) & 0xFFFF) << 16)) & _MASK


def _turn_left(value, bits):
    return ((value << bits) | (value >> (32 - bits))) & _MASK


def _mix(state, word):
    word = _times(_turn_left(_times(word & _MASK, 0xCC9E2D51), 15), 0x1B873593)
    return (_turn_left(state ^ word, 13) * 5 + 0xE6546B64) & _MASK


def _murmur(seed, positions, columns):
    seed = seed.to(torch.int64)[:, None]
    position = positions.to(torch.int64)[:, None]
    column = columns.to(torch.int64)[None, :]
    state = torch.zeros((seed.shape[0], column.shape[1]), dtype=torch.int64)
    for word in (seed & _MASK, (seed >> 32) & _MASK, position, column):
        state = _mix(state, word)
    state = state ^ 16
    state = _times(state ^ (state >> 16), 0x85EBCA6B)
    state = _times(state ^ (state >> 13), 0xC2B2AE35)
    return (state ^ (state >> 16)).to(torch.uint32)


_library.impl("murmur_hash32_cpu", _murmur, "CPU")
