import { randomBytes } from "node:crypto";
import { errorMessage } from "@/lib/core/base/error-message";
import type { Message } from "@/lib/core/message/message";
import type { Engine, GenerateRequest, GenerationEvent } from "@/lib/engine/engine";
import type { LanguageModel } from "@/lib/text/language-model";
import { renderHistory } from "@/lib/text/prompt/render-history";
import { chatConversation } from "@/lib/text/template/chat-conversation";

import type { EngineFinding } from "./engine-finding";
import { tokenizerSample } from "./tokenizer-sample";

/** What is examined: an engine with the text side of the model that it is said to serve. */
export interface ExaminedEngine {
  readonly engine: Engine;
  readonly model: LanguageModel;
}

/** How long one answer of a few tokens may take, in ms: the first of an engine that was just started is slow. */
const PATIENCE_MS = 60_000;

/** How soon an engine must let go of an answer that nobody waits for, in ms. */
const ABORT_MS = 5_000;

const CONVERSATION: readonly Message[] = [
  { role: "system", content: "Answer in one word." },
  { role: "user", content: "What is the capital of France?" },
  { role: "assistant", content: "Paris." },
  { role: "user", content: "And of Japan?" },
];

/**
 * Asks an engine for a few tokens in every way that the recorder asks, and says of each thing whether it is there. What
 * it finds is about this engine as it was started now. Never rejects.
 */
export async function examineEngine(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const { engine } = examined;
  const health = await engine.health(AbortSignal.timeout(PATIENCE_MS)).catch(errorMessage);
  if (typeof health === "string" || !health.ok) {
    const words = typeof health === "string" ? health : health.detail;
    return [fault("engine", `${words} Start it, or name its address by TURNTREE_ENGINE_URL.`)];
  }
  const ready = ok("engine", `${health.detail} Context: ${health.contextTokens ?? "unknown"} tokens.`);
  if (engine.name === "passthrough") {
    return [ready, no("ids", "Calls are forwarded; each reply says by its own ids whether it is whole.")];
  }
  const findings: EngineFinding[] = [ready];
  for (const look of LOOKS) findings.push(...(await look(examined)));
  return findings;
}

type Look = (examined: ExaminedEngine) => Promise<readonly EngineFinding[]>;

const LOOKS: readonly Look[] = [
  lookAtIds,
  lookAtStream,
  lookAtEvidence,
  lookAtGrammar,
  lookAtAbort,
  lookAtTokenizer,
  lookAtTemplate,
  async () => [
    no("images", "Tokens of text alone are recorded: TURNTREE_MEDIA says what becomes of others."),
  ],
];

const ok = (what: string, words: string): EngineFinding => ({ what, state: "ok", words });
const no = (what: string, words: string): EngineFinding => ({ what, state: "no", words });
const fault = (what: string, words: string): EngineFinding => ({ what, state: "fault", words });

async function lookAtIds(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const seen = await sample(examined, { stream: false });
  if (typeof seen === "string") return [fault("ids", `The engine gave no answer: ${seen}`)];
  const { outputIds, logProbs, promptIdsAgree, promptTokens, weightVersion, weightSpans } = seen.generation;
  const sent = promptIds(examined).length;
  const said = promptIdsAgree === undefined ? promptTokens === sent : promptIdsAgree;
  const isTold = promptIdsAgree !== undefined || promptTokens !== null;
  return [
    outputIds.length > 0
      ? ok("ids", `${outputIds.length} token ids came.`)
      : fault("ids", "No token ids came: this engine cannot be recorded. Look at its version."),
    logProbs !== null
      ? ok("log-probs", "One for each id.")
      : fault("log-probs", "Not one for each id: turns are kept without them, and no trainer takes those."),
    !isTold
      ? fault("prompt", "The engine does not say which prompt it saw: turns are `prompt_unconfirmed`.")
      : said
        ? ok(
            "prompt",
            promptIdsAgree ? "The engine echoes the ids that were sent." : "It counts what was sent.",
          )
        : fault("prompt", "The engine saw another prompt than was sent: look for truncation in its flags."),
    weightSpans || weightVersion !== null
      ? ok("weight versions", weightSpans ? "Told for each token." : "Told for each answer.")
      : no("weight versions", "The engine does not say which weights sampled."),
  ];
}

async function lookAtStream(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const seen = await sample(examined, { stream: true });
  if (typeof seen === "string") return [fault("streaming", `A streamed answer failed: ${seen}`)];
  return [
    seen.streamed > 0
      ? ok("streaming", "Ids come as they are sampled.")
      : no("streaming", "Answers come in one piece."),
  ];
}

async function lookAtEvidence(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const top = await sample(examined, { stream: false, topLogProbs: 2 });
  const wish = { support: true, experts: true, expertsFrom: 0 };
  const rest = await sample(examined, { stream: false, evidence: wish });
  const told = (what: string, isTold: boolean): EngineFinding =>
    isTold ? ok(what, "Told where TURNTREE_EVIDENCE asks for it.") : no(what, "The engine does not tell it.");
  const generation = typeof rest === "string" ? null : rest.generation;
  return [
    told("evidence top", typeof top !== "string" && Boolean(top.generation.topLogProbs)),
    told("evidence support", Boolean(generation?.support)),
    told("evidence entropy", Boolean(generation?.support)),
    told("evidence experts", Boolean(generation?.experts)),
  ];
}

async function lookAtGrammar(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const seen = await sample(examined, { stream: false, grammar: { type: "literal", text: "Hello" } });
  if (typeof seen === "string") return [no("grammars", `The engine refuses them: ${seen}`)];
  const text = examined.model.decode(seen.generation.outputIds);
  return [
    text.startsWith("Hello".slice(0, text.length)) && text !== ""
      ? ok("grammars", "An answer was kept to one.")
      : no("grammars", "An answer was not kept to one: demands of JSON or of calls may not be met."),
  ];
}

async function lookAtAbort(examined: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const leaving = new AbortController();
  const began = Date.now();
  let leftAt = began;
  try {
    const { sampling } = requestOf(examined, {});
    const signal = AbortSignal.any([leaving.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const asked = { sampling: { ...sampling, maxNewTokens: 256, ignoreEos: true }, stopTokenIds: [] };
    for await (const event of examined.engine.generate(
      requestOf(examined, { ...asked, stream: true, signal }),
    )) {
      if (event.type !== "tokens" || leaving.signal.aborted) continue;
      leftAt = Date.now();
      leaving.abort(new Error("The answer is not waited for."));
    }
  } catch (error) {
    if (!leaving.signal.aborted) return [no("abort", `Not seen: ${errorMessage(error)}`)];
    const took = Date.now() - leftAt;
    return took < ABORT_MS
      ? [ok("abort", `An answer that nobody waits for ends within ${Math.max(1, Math.ceil(took / 1000))} s.`)]
      : [fault("abort", `The engine let go of an answer after ${Math.round(took / 1000)} s.`)];
  }
  return [no("abort", "Not seen: the answer was whole before it could be left.")];
}

async function lookAtTokenizer({ engine, model }: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const { text, ids } = tokenizerSample(model);
  const theirs = await engine
    .tokenize?.({ text, signal: AbortSignal.timeout(PATIENCE_MS) })
    .catch(errorMessage);
  if (theirs === undefined || typeof theirs === "string") {
    return [no("tokenizer", `The engine cannot be asked: ${theirs ?? "it has no route for that"}.`)];
  }
  const isSame = theirs.join() === ids.join() || theirs.join().endsWith(`,${ids.join()}`);
  return [
    isSame
      ? ok("tokenizer", `The engine gives the ids that ${model.name} gives.`)
      : fault(
          "tokenizer",
          `The engine gives other ids than ${model.name}: set TURNTREE_TOKENIZER to the folder of its model.`,
        ),
  ];
}

async function lookAtTemplate({ engine, model }: ExaminedEngine): Promise<readonly EngineFinding[]> {
  const history = { messages: CONVERSATION, tools: [], templateArguments: {} };
  try {
    const ours = await model.settle(() => renderHistory(history, model));
    const conversation = chatConversation({ ...history, addGenerationPrompt: true }, null);
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const theirs = await engine.renderChat?.({ conversation, signal }).catch(errorMessage);
    if (theirs === undefined || typeof theirs === "string") {
      return [no("template", `The engine does not render: ${theirs ?? "it has no route for that"}.`)];
    }
    const at = theirs.findIndex((id, place) => id !== ours.ids[place]);
    if (at < 0 && theirs.length === ours.ids.length)
      return [ok("template", "The engine renders the same ids.")];
    return [
      fault(
        "template",
        `The engine's template renders other ids, from token ${at < 0 ? theirs.length : at} on: take its template into ` +
          "the tokenizer's folder as chat_template.jinja, or set TURNTREE_TEMPLATE=engine.",
      ),
    ];
  } catch (error) {
    return [fault("template", `A conversation was not rendered: ${errorMessage(error)}`)];
  }
}

/** What came of one request, or in words why nothing did. */
async function sample(
  examined: ExaminedEngine,
  asked: Partial<GenerateRequest>,
): Promise<{ readonly generation: GenerationEvent; readonly streamed: number } | string> {
  try {
    let streamed = 0;
    for await (const event of examined.engine.generate(requestOf(examined, asked))) {
      if (event.type === "generation") return { generation: event, streamed };
      streamed += event.ids.length;
    }
    return "nothing came.";
  } catch (error) {
    return errorMessage(error);
  }
}

function promptIds({ model }: ExaminedEngine): Int32Array {
  return model.encode("The capital of France is");
}

function requestOf(examined: ExaminedEngine, asked: Partial<GenerateRequest>): GenerateRequest {
  return {
    requestId: randomBytes(16).toString("hex"),
    promptIds: promptIds(examined),
    sampling: {
      maxNewTokens: 8,
      temperature: 1,
      topP: 1,
      topK: 20,
      minP: 0,
      frequencyPenalty: 0,
      presencePenalty: 0,
      repetitionPenalty: 1,
      seed: null,
    },
    stopTokenIds: examined.model.stopTokenIds,
    routingKey: "doctor",
    signal: AbortSignal.timeout(PATIENCE_MS),
    ...asked,
  };
}
