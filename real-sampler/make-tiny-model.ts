import { join } from "node:path";
import { type Random, seededRandom } from "@/scenarios/sim/random";
import { type GgufTensor, type GgufValue, writeGguf } from "./gguf-file";
import { type TokenKind, type TrimmedVocabulary, trimTokenizer } from "./trim-tokenizer";

const LAYERS = 2;
const WIDTH = 64;
const HEADS = 4;
const KEY_HEADS = 2;
const FEED_FORWARD = 128;
const CONTEXT = 32_768;

/** Standard deviation of the logits: how peaked the distributions are. */
const LOGIT_DEVIATION = 2;

/** Chance of each ending token at every step, before the random part. */
const ENDINGS: Readonly<Record<string, number>> = { "<|im_end|>": 0.03, "<|endoftext|>": 0.004 };

/** Added to the logits of tokens that a talking model rarely says, or never. */
const BIAS: Readonly<Record<TokenKind, number>> = { normal: 0, markup: -2, special: -60 };

export interface TinyModel {
  /** Path of the GGUF file. */
  readonly model: string;
  /** Folder with the tokenizer's files. */
  readonly tokenizerFolder: string;
}

/**
 * Makes a random-weights model of the qwen2 architecture over a real Qwen tokenizer with a trimmed vocabulary: two
 * layers, about a megabyte. It says nothing sensible, but it samples like any other model, bytes of characters in
 * parts included.
 */
export function makeTinyModel(source: string, mergeCount: number, folder: string): TinyModel {
  const vocabulary = trimTokenizer(source, mergeCount, folder);
  const path = join(folder, "tiny.gguf");
  writeGguf(path, metadata(vocabulary), weights(vocabulary, seededRandom(1)));
  return { model: path, tokenizerFolder: folder };
}

function metadata({ tokens, kinds, merges }: TrimmedVocabulary): ReadonlyMap<string, GgufValue> {
  const codes = { normal: 1, special: 3, markup: 4 } as const;
  const count = (value: number): GgufValue => ({ type: "uint32", value });
  const name = (value: string): GgufValue => ({ type: "string", value });
  return new Map<string, GgufValue>([
    ["general.architecture", name("qwen2")],
    ["general.name", name("turntree-tiny-random")],
    ["general.file_type", count(0)],
    ["qwen2.block_count", count(LAYERS)],
    ["qwen2.context_length", count(CONTEXT)],
    ["qwen2.embedding_length", count(WIDTH)],
    ["qwen2.feed_forward_length", count(FEED_FORWARD)],
    ["qwen2.attention.head_count", count(HEADS)],
    ["qwen2.attention.head_count_kv", count(KEY_HEADS)],
    ["qwen2.rope.freq_base", { type: "float32", value: 1e6 }],
    ["qwen2.attention.layer_norm_rms_epsilon", { type: "float32", value: 1e-6 }],
    ["tokenizer.ggml.model", name("gpt2")],
    ["tokenizer.ggml.pre", name("qwen2")],
    ["tokenizer.ggml.tokens", { type: "strings", value: tokens }],
    ["tokenizer.ggml.token_type", { type: "int32s", value: kinds.map((kind) => codes[kind]) }],
    ["tokenizer.ggml.merges", { type: "strings", value: merges }],
    ["tokenizer.ggml.eos_token_id", count(tokens.lastIndexOf("<|im_end|>"))],
    ["tokenizer.ggml.padding_token_id", count(tokens.lastIndexOf("<|endoftext|>"))],
    ["tokenizer.ggml.add_bos_token", { type: "bool", value: false }],
  ]);
}

function weights({ tokens, kinds }: TrimmedVocabulary, random: Random): GgufTensor[] {
  const keyWidth = (WIDTH / HEADS) * KEY_HEADS;
  const normal = (name: string, shape: readonly number[], deviation: number): GgufTensor => ({
    name,
    shape,
    data: Float32Array.from({ length: shape.reduce((a, b) => a * b) }, () => gaussian(random) * deviation),
  });
  const ones = (name: string): GgufTensor => ({
    name,
    shape: [WIDTH],
    data: new Float32Array(WIDTH).fill(1),
  });
  const spread = 1 / Math.sqrt(WIDTH);
  const layers = Array.from({ length: LAYERS }, (_, layer) => `blk.${layer}.`).flatMap((at) => [
    ones(`${at}attn_norm.weight`),
    normal(`${at}attn_q.weight`, [WIDTH, WIDTH], spread),
    normal(`${at}attn_q.bias`, [WIDTH], 0.1),
    normal(`${at}attn_k.weight`, [WIDTH, keyWidth], spread),
    normal(`${at}attn_k.bias`, [keyWidth], 0.1),
    normal(`${at}attn_v.weight`, [WIDTH, keyWidth], spread),
    normal(`${at}attn_v.bias`, [keyWidth], 0.1),
    normal(`${at}attn_output.weight`, [WIDTH, WIDTH], spread),
    ones(`${at}ffn_norm.weight`),
    normal(`${at}ffn_gate.weight`, [WIDTH, FEED_FORWARD], spread),
    normal(`${at}ffn_up.weight`, [WIDTH, FEED_FORWARD], spread),
    normal(`${at}ffn_down.weight`, [FEED_FORWARD, WIDTH], 1 / Math.sqrt(FEED_FORWARD)),
  ]);
  return [
    normal("token_embd.weight", [WIDTH, tokens.length], 1),
    ...layers,
    ones("output_norm.weight"),
    normal("output.weight", [WIDTH, tokens.length], LOGIT_DEVIATION * spread),
    { name: "output.bias", shape: [tokens.length], data: outputBias(tokens, kinds) },
  ];
}

/** The architecture takes an output bias: it decides which ids sampling can reach and how often an answer ends. */
function outputBias(tokens: readonly string[], kinds: readonly TokenKind[]): Float32Array {
  const open = kinds.filter((kind) => kind === "normal").length;
  return Float32Array.from(tokens, (token, id) => {
    const chance = ENDINGS[token];
    if (chance === undefined) return BIAS[kinds[id] ?? "normal"];
    return Math.log(chance / (1 - chance)) + Math.log(open);
  });
}

/** Box and Muller's transform. */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
