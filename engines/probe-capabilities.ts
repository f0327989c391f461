import { z } from "zod";
import { type Exchange, startWireTap, type WireTap } from "@/engines/wire/wire-tap";
import { errorMessage } from "@/lib/core/base/error-message";
import { createEngine } from "@/lib/engine/create-engine";
import type { Engine, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import { loadLanguageModel } from "@/lib/text/load-language-model";
import type { CapabilityReport } from "./check-report";
import { type LiveBench, postJson } from "./live-bench";

/** What is seen of one request: the generation, and the exchange that brought it. */
interface Seen {
  readonly generation: GenerationEvent;
  readonly streamed: number;
  readonly exchange: Exchange | undefined;
}

type AskedGeneration = Partial<Omit<GenerateRequest, "sampling">> & {
  readonly sampling?: Partial<GenerateRequest["sampling"]>;
};

type Ask = (asked?: AskedGeneration) => Promise<Seen>;

/** Ids of plain words in Qwen3's vocabulary, and its ending token. */
const PROMPT = [151644, 872, 198, 9707, 1879, 151645, 198, 151644, 77091, 198];
const ENDING = 151645;
const WORD = 9707;

const yes = (holds: boolean) => (holds ? "yes" : "no");

/** One thing that an engine may give, and how it is seen. */
const PROBES: readonly { readonly name: string; readonly probe: (ask: Ask) => Promise<string> }[] = [
  {
    name: "ids, one log-prob each",
    probe: async (ask) => {
      const answers = [(await ask({ stream: false })).generation, (await ask({ stream: true })).generation];
      const [whole, streamed] = answers.map(({ outputIds, logProbs }) =>
        yes(outputIds.length > 0 && logProbs?.length === outputIds.length),
      );
      return whole === streamed ? `${whole}` : `whole ${whole}, streamed ${streamed}`;
    },
  },
  {
    name: "tells the prompt that it saw",
    probe: async (ask) => {
      const told = async (stream: boolean) => {
        const { promptTokens, promptIdsAgree } = (await ask({ stream })).generation;
        return promptIdsAgree === true ? "ids" : promptTokens === PROMPT.length ? "count" : "no";
      };
      return `whole ${await told(false)}, streamed ${await told(true)}`;
    },
  },
  {
    name: "likeliest tokens (`topLogProbs`)",
    probe: async (ask) => {
      const { topLogProbs, outputIds } = (await ask({ topLogProbs: 5 })).generation;
      return yes(topLogProbs?.length === outputIds.length && topLogProbs.every((list) => list.length >= 5));
    },
  },
  {
    name: "version of the weights",
    probe: async (ask) => {
      const { weightVersion, weightSpans } = (await ask()).generation;
      if (weightSpans && weightSpans.length > 0) return "by token";
      return weightVersion === null ? "no" : "of the answer";
    },
  },
  {
    name: "cached prompt tokens",
    probe: async (ask) => {
      const { cachedTokens } = (await ask()).generation;
      return cachedTokens === null ? "no" : "yes";
    },
  },
  {
    name: "`logit_bias`",
    probe: async (ask) => {
      const { outputIds } = (await ask({ logitBias: [{ id: WORD, bias: 100 }] })).generation;
      return yes(outputIds.every((id) => id === WORD));
    },
  },
  {
    name: "`stop_token_ids`",
    probe: async (ask) => {
      const { generation } = await ask({ logitBias: [{ id: WORD, bias: 100 }], stopTokenIds: [WORD] });
      const { finishReason, outputIds } = generation;
      return yes(finishReason === "stop" && outputIds.length === 1 && outputIds[0] === WORD);
    },
  },
  {
    name: "`min_tokens`",
    probe: async (ask) => {
      const { generation } = await ask({
        logitBias: [{ id: ENDING, bias: 100 }],
        sampling: { minNewTokens: 4 },
      });
      return yes(generation.outputIds.length === 5);
    },
  },
  {
    name: "`ignore_eos`",
    probe: async (ask) => {
      const { generation } = await ask({
        ...{ logitBias: [{ id: ENDING, bias: 100 }], stopTokenIds: [] },
        sampling: { ignoreEos: true },
      });
      return yes(generation.finishReason === "length");
    },
  },
  {
    name: "a grammar",
    probe: async (ask) => {
      const grammar = { type: "literal" as const, text: "Hello" };
      const { outputIds } = (await ask({ grammar })).generation;
      const model = await loadLanguageModel("qwen3");
      return yes(model.decode(outputIds).startsWith("Hello"));
    },
  },
  {
    name: "log-probs under a grammar",
    probe: async (ask) => measureWords((await ask({ grammar: { type: "literal", text: "7" } })).generation),
  },
  {
    name: "log-probs under `logit_bias`",
    probe: async (ask) => measureWords((await ask({ logitBias: [{ id: WORD, bias: 100 }] })).generation),
  },
  {
    name: "`seed` repeats an answer",
    probe: async (ask) => {
      const [first, second] = [await ask({ sampling: { seed: 5 } }), await ask({ sampling: { seed: 5 } })];
      return yes(first.generation.outputIds.join() === second.generation.outputIds.join());
    },
  },
];

/** Of a token that was all but forced: its log-prob is 0 among those that could be drawn, and low in the model's own. */
function measureWords({ logProbs }: GenerationEvent): string {
  const first = logProbs?.[0] ?? Number.NaN;
  if (Number.isNaN(first)) return "none";
  return first > -0.01 ? "over what could be drawn" : "the model's own";
}

/** What the engine's route for ids gives, asked through the product's own readers. */
export async function probeCapabilities(bench: LiveBench): Promise<CapabilityReport[]> {
  const { start } = bench;
  const tap = await startWireTap(bench.engine);
  const engine = createEngine({ name: start.engine, url: tap.url, silenceMs: 60_000 });
  try {
    const ask = asker(engine, tap);
    const { exchange } = await ask();
    const route = exchange?.path ?? "";
    const reports: CapabilityReport[] = [];
    for (const { name, probe } of PROBES) {
      const answer = await probe(ask).catch((error: unknown) => `no: ${errorMessage(error).slice(0, 120)}`);
      reports.push({ capability: name, route, answer });
    }
    const ids = Int32Array.from(PROMPT);
    const score = engine.score?.({ ids, from: 4, signal: AbortSignal.timeout(60_000) });
    const scored = await score?.catch(() => null);
    reports.push({
      capability: "scores ids that were sampled",
      route,
      answer: yes(scored?.logProbs.length === PROMPT.length - 4),
    });
    return [...reports, ...(await probeExtras(bench, route))];
  } finally {
    await tap.close();
  }
}

function asker(engine: Engine, tap: WireTap): Ask {
  let requests = 0;
  return async (asked = {}) => {
    const { sampling, ...rest } = asked;
    const from = tap.exchanges.length;
    let generation: GenerationEvent | null = null;
    let streamed = 0;
    const events = engine.generate({
      requestId: `capability-${String(++requests).padStart(6, "0")}`,
      promptIds: Int32Array.from(PROMPT),
      stopTokenIds: [ENDING],
      routingKey: "capability",
      stream: false,
      signal: AbortSignal.timeout(60_000),
      ...rest,
      sampling: { ...NEUTRAL, ...sampling },
    });
    for await (const event of events) {
      if (event.type === "tokens") streamed += event.ids.length;
      else generation = event;
    }
    if (generation === null) throw new Error("no generation came");
    const exchange = tap.exchanges
      .slice(from)
      .find(({ path, status }) => status === 200 && path !== "/v1/models");
    return { generation, streamed, exchange };
  };
}

const NEUTRAL = {
  ...{ maxNewTokens: 8, temperature: 1, topP: 1, topK: -1, minP: 0, seed: null },
  ...{ frequencyPenalty: 0, presencePenalty: 0, repetitionPenalty: 1 },
};

/** Fields that the recorder does not read yet, or that only one engine has: asked for by hand. */
async function probeExtras(
  { start, engine, servedName }: LiveBench,
  route: string,
): Promise<CapabilityReport[]> {
  const extras =
    start.engine === "sglang"
      ? [
          ["routed experts", { return_routed_experts: true }, "routed_experts"],
          ["sampling support", { return_sampling_mask: true }, "output_token_sampling_mask"],
          ["entropy", { return_entropy: true }, "entropy"],
        ]
      : [
          ["routed experts", {}, "routed_experts"],
          ["sampling support", {}, "sampling_mask"],
          ["entropy", {}, "entropy"],
        ];
  const reports: CapabilityReport[] = [];
  for (const [capability, asked, field] of extras) {
    const body =
      start.engine === "sglang"
        ? { input_ids: PROMPT, sampling_params: { max_new_tokens: 2, top_k: 5 }, return_logprob: true }
        : route === "/v1/completions"
          ? { model: servedName, prompt: PROMPT, max_tokens: 2, return_token_ids: true }
          : { model: servedName, token_ids: PROMPT, sampling_params: { max_tokens: 2 } };
    const response = await postJson(`${engine}${route}`, { ...body, ...Object(asked) });
    const told = z.unknown().parse(await response.json());
    reports.push({ capability: String(capability), route, answer: yes(holds(told, String(field))) });
  }
  return reports;
}

/** Whether a field stands anywhere in a reply and is not null. */
function holds(value: unknown, field: string): boolean {
  if (Array.isArray(value)) return value.some((item) => holds(item, field));
  if (!(value instanceof Object)) return false;
  return Object.entries(value).some(
    ([name, held]) => (name === field && held !== null) || holds(held, field),
  );
}
