import { expect } from "vitest";
import { everywhere } from "./asked-at-door";
import { sentBias, sentSampling } from "./engine-fields";
import { ENGINE, onAll, RECORDER, type WishRow } from "./wish-row";

const SEED = 9_007_199_254_740_993n;

/** Wishes about the sampler. */
export const SAMPLING_ROWS: readonly WishRow[] = [
  {
    wish: "stop strings",
    asked: {
      chat: { words: "`stop`", body: { stop: ["some"] } },
      responses: { words: "`stop`", body: { stop: ["some"] } },
      messages: { words: "`stop_sequences`", body: { stop_sequences: ["some"] } },
    },
    said: "<think>\nOf some words.\n</think>\n\nAn answer of some words.",
    done: onAll({ by: "recorder", note: "in visible text alone" }),
    prove({ body, engine, reply }) {
      expect(sentSampling(engine, body).stop ?? []).toEqual([]);
      expect(reply.text).toBe("An answer of ");
    },
  },
  {
    wish: "stop tokens",
    asked: everywhere("`stop_token_ids`", { stop_token_ids: [11] }),
    said: "One, two, three.",
    done: {
      sglang: ENGINE,
      vllm: ENGINE,
      llamacpp: { by: "recorder", note: "the answer is cut there" },
    },
    prove({ body, engine, reply }) {
      if (engine === "llamacpp") expect(body.stop_token_ids).toBeUndefined();
      else expect(sentSampling(engine, body).stop_token_ids).toContain(11);
      expect(reply.text).toBe("One");
    },
  },
  {
    wish: "a bias of tokens",
    asked: everywhere("`logit_bias`", { logit_bias: { "9707": -100 } }),
    said: "Hello",
    done: onAll(ENGINE),
    prove({ body, engine, reply }) {
      expect(sentBias(engine, body).get(9707)).toBe(-100);
      expect(reply.text).toBe("Hello");
      expect(reply.outputTokens).toBeGreaterThan(2);
    },
  },
  {
    wish: "no end before a length",
    asked: everywhere("`min_tokens`", { min_tokens: 3 }),
    said: "Hello.",
    done: {
      sglang: ENGINE,
      vllm: ENGINE,
      llamacpp: {
        by: "refused",
        instead: "use SGLang, vLLM, or `ignore_eos` with `max_tokens`",
        words: "min_tokens",
      },
    },
    prove({ body, engine }) {
      expect(sentSampling(engine, body)).toMatchObject(
        engine === "sglang" ? { min_new_tokens: 3 } : { min_tokens: 3 },
      );
    },
  },
  {
    wish: "no end but the limit",
    asked: everywhere("`ignore_eos`", { ignore_eos: true }),
    said: "Hello.",
    done: onAll(ENGINE),
    prove({ body, engine }) {
      expect(sentSampling(engine, body).ignore_eos).toBe(true);
    },
  },
  {
    wish: "a seed of 64 bits",
    asked: everywhere("`seed`", { seed: SEED }),
    said: "Hello.",
    done: {
      sglang: { by: "engine", note: "in deterministic inference; elsewhere named in the header" },
      vllm: ENGINE,
      llamacpp: { by: "engine", note: "by its lowest 32 bits" },
    },
    prove({ body, engine, reply }) {
      const { seed, sampling_seed: seeded } = sentSampling(engine, body);
      expect(seeded ?? seed).toBe(engine === "llamacpp" ? Number(BigInt.asUintN(32, SEED)) : SEED);
      expect(reply.withoutEffect).toBe(engine === "sglang" ? "seed" : null);
    },
  },
  {
    wish: "all tokens",
    asked: everywhere("`top_k: 0` or `-1`", { top_k: 0 }),
    said: "Hello.",
    done: onAll(ENGINE),
    prove({ body, engine, reply }) {
      expect(sentSampling(engine, body).top_k).toBe(engine === "sglang" ? -1 : 0);
      expect(reply.text).toBe("Hello.");
    },
  },
  {
    wish: "a penalty of repetitions up to 2",
    asked: everywhere("`repetition_penalty: 1.5`", { repetition_penalty: 1.5 }),
    said: "Hello.",
    done: onAll(ENGINE),
    prove({ body, engine }) {
      const sent = sentSampling(engine, body);
      expect(sent.repetition_penalty ?? sent.repeat_penalty).toBe(1.5);
    },
  },
  {
    wish: "a higher one",
    asked: everywhere("`repetition_penalty: 3`", { repetition_penalty: 3 }),
    said: "Hello.",
    done: {
      sglang: { by: "refused", instead: "send at most 2, or `logit_bias`", words: "at most 2" },
      vllm: ENGINE,
      llamacpp: ENGINE,
    },
    prove({ body, engine }) {
      const sent = sentSampling(engine, body);
      expect(sent.repetition_penalty ?? sent.repeat_penalty).toBe(3);
    },
  },
  {
    wish: "several answers",
    asked: everywhere("`n: 2`", { n: 2 }),
    said: "Hello.",
    done: onAll({ by: "refused", instead: "send the call again for each", words: "send the call again" }),
    prove: () => undefined,
  },
  {
    wish: "an effort of reasoning",
    asked: {
      chat: { words: "`reasoning_effort`", body: { reasoning_effort: "high" } },
      responses: { words: "`reasoning.effort`", body: { reasoning: { effort: "high" } } },
      messages: { words: "`output_config.effort`", body: { output_config: { effort: "high" } } },
    },
    said: "Hello.",
    done: onAll({ by: "recorder", note: "in the prompt, where the template reads it" }),
    prove({ prompt, reply }) {
      expect(prompt).toContain("Reasoning: high");
      expect(reply.withoutEffect).toBeNull();
    },
  },
  {
    wish: "no reasoning",
    asked: {
      chat: { words: "`enable_thinking: false`", body: { enable_thinking: false } },
      responses: { words: '`reasoning.effort: "none"`', body: { reasoning: { effort: "none" } } },
      messages: { words: '`thinking: {"type":"disabled"}`', body: { thinking: { type: "disabled" } } },
    },
    said: "Hello.",
    done: onAll({ by: "recorder", note: "in the prompt, where the template reads it" }),
    prove({ prompt }) {
      expect(prompt).toMatch(/<think>\n\n<\/think>\n\n$/);
    },
  },
  {
    wish: "the likeliest tokens",
    asked: {
      chat: { words: "`logprobs`, `top_logprobs`", body: { logprobs: true, top_logprobs: 3 } },
      responses: { words: "`top_logprobs`", body: { top_logprobs: 3 } },
      messages: {
        words: "`top_logprobs`",
        body: { top_logprobs: 3 },
        refused: "send the call to `/v1/chat/completions`",
      },
    },
    said: "Hello.",
    done: onAll(ENGINE),
    prove({ body, engine, reply }) {
      const asked = {
        sglang: body.top_logprobs_num,
        vllm: sentSampling(engine, body).logprobs,
        llamacpp: body.n_probs,
      };
      expect(asked[engine]).toBe(3);
      expect(reply.topTokens).toBe(3);
    },
  },
  {
    wish: "the ids of prompt and answer",
    asked: everywhere("`return_token_ids`", { return_token_ids: true }),
    said: "Hello.",
    done: onAll(RECORDER),
    prove({ promptIds, reply }) {
      expect(reply.promptIds).toEqual(promptIds);
      expect(reply.outputIds).toHaveLength(reply.outputTokens);
    },
  },
];
