import { formatCount, plural } from "@/lib/core/base/format-count";
import type { NodeTurn } from "@/lib/core/diff/node-detail";
import type { JsonObject, JsonValue } from "@/lib/core/json/json-value";
import { listOf } from "@/lib/core/json/list-of";
import { objectOf } from "@/lib/core/json/object-of";
import { stringifyJson } from "@/lib/core/json/stringify-json";
import type { TurnView } from "@/lib/core/view/session-view";

/** A fact of a model call, as a row to read. */
export interface CallFact {
  readonly term: string;
  readonly value: string;
  /** What the term means, where it is no common word. */
  readonly meaning?: string;
}

const MISSING = "not recorded";

const LOG_PROB_WORDS: Readonly<Record<string, string>> = {
  raw: "recorded, of the model's own distribution",
  temperature_scaled: "recorded, after temperature, before top-p and the like",
  post_sampling: "recorded, of the distribution that was sampled from",
  unknown: "recorded; what the engine means by them is not known",
};

/** Everything recorded of a call, in words; what is missing is called so. */
export function callFacts(turn: TurnView, detail: NodeTurn): readonly CallFact[] {
  const { facts } = detail;
  const engine = objectAt(facts, "engine");
  const delivery = turn.delivery.replaceAll("_", " ");
  return [
    { term: "finish", value: finishWords(turn, detail) },
    {
      term: "usage",
      value: `${plural(turn.prompt_tokens, "prompt token")}${cachedWords(engine)}, ${plural(turn.output_tokens, "output token")}`,
    },
    {
      term: "log-probs",
      value:
        turn.log_probs === "recorded"
          ? (LOG_PROB_WORDS[detail.log_prob_semantics] ?? "recorded")
          : turn.log_probs,
      meaning: "The distribution that the engine's log-probs are of.",
    },
    {
      term: "ids",
      value: completenessWords(objectAt(facts, "completeness")),
      meaning: "What shows that the recorded ids are all that was sampled.",
    },
    { term: "prompt", value: promptWords(turn, facts) },
    {
      term: "changed tokens",
      value: driftWords(turn, facts),
      meaning: "The difference to a prompt that is built the other way.",
    },
    {
      term: "delivery",
      value: turn.deliveries > 1 ? `${delivery}, sent ${turn.deliveries} times` : delivery,
      meaning: "What became of the reply. It is sent once more to each retry of the call.",
    },
    { term: "timing", value: timingWords(facts) },
    { term: "received", value: timeAt(facts.received_at) },
    { term: "engine", value: engineWords(engine) },
    {
      term: "weights",
      value: detail.weight_version ?? MISSING,
      meaning: "Version of the weights that answered.",
    },
    {
      term: "protocol",
      value:
        [textAt(facts.protocol), facts.stream === true ? "streamed" : ""].filter(Boolean).join(", ") ||
        MISSING,
    },
    { term: "model", value: textAt(facts.model) ?? MISSING },
    { term: "client", value: textAt(facts.client) ?? MISSING },
    { term: "tools", value: toolWords(facts.tools), meaning: "Tools that the call offered." },
    { term: "sampling", value: samplingWords(objectAt(facts, "sampling")) },
    {
      term: "constraints",
      value: constraintWords(facts.constraints),
      meaning: "What kept the sampler from drawing freely, and the field that asked for it.",
    },
    {
      term: "without effect",
      value: textsAt(facts.without_effect),
      meaning: "What the client asked for and did not get.",
    },
    {
      term: "header",
      value: headerWords(detail),
      meaning: "The head of the prompt: system text, tools and template arguments, as a digest.",
    },
  ];
}

function completenessWords({ by, counted, differences, detail }: JsonObject): string {
  const reason = textAt(detail);
  if (reason !== null) return reason;
  const count = typeof counted === "number" ? ", as many as the engine counted" : "";
  const names = listOf(differences).flatMap((name) => textAt(name) ?? []);
  const but = names.length === 0 ? "" : `; ${names.join(", ")}`;
  if (by === "ids") return `the reply was made of them${count}`;
  return by === "reply" ? `they spell the reply that was given${count}${but}` : MISSING;
}

function finishWords({ finish_reason: reason }: TurnView, { matched_stop: stop }: NodeTurn): string {
  if (stop === null) return reason.replaceAll("_", " ");
  return `${reason.replaceAll("_", " ")}, on ${typeof stop === "number" ? `token ${stop}` : `“${stop}”`}`;
}

function cachedWords(engine: JsonObject): string {
  const { cached_tokens: cached } = engine;
  return typeof cached === "number" ? ` (${formatCount(cached)} cached)` : "";
}

function promptWords({ prompt_build: build, graft_refusal: refusal }: TurnView, facts: JsonObject): string {
  switch (build) {
    case "graft": {
      const { anchor } = objectAt(facts, "graft");
      return typeof anchor === "number"
        ? `grafted on the tokens held from turn ${anchor}`
        : "grafted on the tokens held";
    }
    case "render":
      return refusal === null ? "rendered by the template" : `rendered in full: ${refusal}`;
    case "engine":
      return "made by the engine's own template";
    default:
      return build satisfies never;
  }
}

function driftWords({ drift }: TurnView, facts: JsonObject): string {
  if (drift) {
    return `${drift.kind}: ${plural(drift.changed_tokens, "held token")} from token ${formatCount(drift.divergence)} on (${drift.cause})`;
  }
  return objectAt(facts, "audit").divergence === null
    ? "none: both ways give the same tokens"
    : "not audited";
}

function timingWords(facts: JsonObject): string {
  const parts = [
    ["prompt", facts.prompt_ms],
    ["first token", facts.first_token_ms],
    ["engine", facts.engine_ms],
  ].flatMap(([name, ms]) => (typeof ms === "number" ? [`${String(name)} ${formatCount(ms)} ms`] : []));
  return parts.join(", ") || MISSING;
}

function timeAt(value: JsonValue | undefined): string {
  if (typeof value !== "number") return MISSING;
  return `${new Date(value).toISOString().slice(0, 23).replace("T", " ")} UTC`;
}

function engineWords(engine: JsonObject): string {
  const id = textAt(engine.engine_request_id);
  const name = textAt(engine.name);
  if (!name) return MISSING;
  return id ? `${name}, request ${id}` : name;
}

function toolWords(tools: JsonValue | undefined): string {
  if (!Array.isArray(tools) || tools.length === 0) return "none";
  const names = tools.map(
    (tool) => textAt(objectAt(objectOf(tool), "function").name) ?? textAt(objectOf(tool).name),
  );
  return names.map((name) => name ?? "unnamed").join(", ");
}

function samplingWords(sampling: JsonObject): string {
  const given = Object.entries(sampling).filter(
    ([, value]) => value !== null && !(Array.isArray(value) && value.length === 0),
  );
  return given.map(([name, value]) => `${name} ${stringifyJson(value)}`).join(", ") || MISSING;
}

/** How a constraint of a kind is told, beside the field that asked for it. */
const CONSTRAINT_WORDS: Readonly<Record<string, string>> = {
  grammar: "a grammar of the engine's",
  bias: "a bias of tokens",
  ban: "tokens that could not be drawn",
};

function constraintWords(constraints: JsonValue | undefined): string {
  const words = listOf(constraints).map((constraint) => {
    const { kind, cause, ids } = objectOf(constraint);
    const told = CONSTRAINT_WORDS[String(kind)] ?? String(kind);
    const tokens = listOf(ids).length === 0 ? "" : ` (${plural(listOf(ids).length, "token")})`;
    return `${told}${tokens}, for ${String(cause)}`;
  });
  return words.join("; ") || "none";
}

function textsAt(value: JsonValue | undefined): string {
  return listOf(value).map(String).join(", ") || "none";
}

function headerWords({ header_digest: digest, header_changed_since: since }: NodeTurn): string {
  if (digest === "") return MISSING;
  const short = digest.slice(0, 12);
  return since === null ? short : `${short}, changed since turn ${since}`;
}

const textAt = (value: JsonValue | undefined): string | null =>
  typeof value === "string" && value !== "" ? value : null;

const objectAt = (object: JsonObject, name: string): JsonObject => objectOf(object[name]);
