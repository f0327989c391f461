import { showBytes } from "@/components/marks/show-text";
import type { LaterColumns, LaterKind } from "@/components/token-pane/reads/later-columns";
import type { SampleNode } from "@/components/token-pane/reads/sample-nodes";
import { sampleNodeAt } from "@/components/token-pane/reads/sample-nodes";
import type { SampleTokens } from "@/components/token-pane/reads/use-sample-tokens";
import { formatLogProb } from "@/components/ui/format";
import { formatCount } from "@/lib/core/base/format-count";
import { partitionPoint } from "@/lib/core/base/partition-point";
import { TOKEN_STATES, type TokenState } from "@/lib/core/samples/token-state";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { TokenSpan } from "@/lib/core/tokens/token-span";
import type { TokenText } from "@/lib/core/tokens/token-text";
import type { SampleView } from "@/lib/core/view/session-view";

/** A name, its value, and what the name means to people who meet it first. */
export interface Fact {
  readonly name: string;
  readonly value: string;
  readonly meaning?: string;
  /** The value in full, where the one shown is rounded. */
  readonly exact?: string | undefined;
}

const NOT_RECORDED = "not recorded";
const NOT_SAMPLED = "not sampled";

/** The span that gives a token's state and reason, by halving. */
export function spanAt(spans: readonly TokenSpan[], token: number): TokenSpan | null {
  const span = spans[partitionPoint(spans, ({ start, length }) => start + length <= token)];
  return span && span.start <= token ? span : null;
}

export function stateOf({ columns }: SampleTokens, token: number): TokenState {
  return TOKEN_STATES[columns.states[token] ?? 0] ?? "context";
}

/** Everything known about one token of a sample, and what is not recorded of it by name. */
export function tokenFacts(
  tokens: SampleTokens,
  nodes: readonly SampleNode[],
  sample: SampleView | null,
  token: number,
  later: LaterColumns,
  evidence: readonly Fact[],
): readonly Fact[] {
  const { columns, texts, owners } = tokens;
  const text = texts.at(token);
  const sampled = columns.sampled[token] === 1;
  const turn = owners[token] ?? 0;
  const owner = nodes[sampleNodeAt(nodes, token)];
  const bytes = text ? textBytes(text) : null;
  const place = columns.start + token;
  const unknown = sampled ? NOT_RECORDED : NOT_SAMPLED;
  return [
    { name: "id", value: String(columns.ids[token]) },
    { name: "bytes", value: bytes ? showBytes(bytes) : "not known: no vocabulary names this id" },
    ...logProbFacts(sampled, columns.logProbs[token] ?? Number.NaN),
    ...evidence,
    ...laterFacts(later, token, columns.logProbs[token] ?? Number.NaN, unknown),
    { name: "role", value: owner?.node.role ?? "unknown" },
    { name: "turn", value: turn === 0 ? "none: from a prompt" : String(turn), meaning: "The model call" },
    ...(sample
      ? sampleFacts(sample, place)
      : [{ name: "position", value: formatCount(place), meaning: "In the prompt and answer of its turn" }]),
    ...(owner
      ? [
          {
            name: "in the message",
            value: `${formatCount(token - owner.start)} of ${formatCount(owner.end - owner.start)}`,
          },
        ]
      : []),
  ];
}

/** Where a token stands in a sample. */
function sampleFacts(
  { length, response_length }: Pick<SampleView, "length" | "response_length">,
  place: number,
): readonly Fact[] {
  const inResponse = place - (length - response_length);
  return [
    { name: "in the sample", value: `${formatCount(place)} of ${formatCount(length)}` },
    {
      name: "in the response",
      value: inResponse >= 0 ? formatCount(inResponse) : "before it: in the first prompt",
      meaning: "Position in loss_mask and rollout_log_probs",
    },
  ];
}

/** What trainers found out of a token. */
function laterFacts(later: LaterColumns, token: number, logProb: number, unknown: string): readonly Fact[] {
  const fact = (name: string, number: number, meaning: string): Fact => {
    if (Number.isNaN(number)) return { name, value: unknown, meaning };
    return { name, value: number.toPrecision(4), exact: `${number}`, meaning };
  };
  const of = (kind: LaterKind) => later[kind]?.[token] ?? Number.NaN;
  const apart = logProb - of("trainer_logprob");
  return [
    fact("entropy", of("entropy"), "How undecided the model was here, in nats"),
    fact("trainer log-prob", of("trainer_logprob"), "What the trainer's own pass gives, in nats"),
    fact("sampler − trainer", apart, "How far sampler and trainer are apart, in nats"),
    ...(later.advantage ? [fact("advantage", of("advantage"), "As the trainer has it")] : []),
    ...(later.policy_mask ? [fact("weight", of("policy_mask"), "In the trainer's gradient")] : []),
  ];
}

/** What is announced of a token that the keyboard moves to. */
export function tokenWords(tokens: SampleTokens, label: string, token: number): string {
  const { columns } = tokens;
  const logProb = columns.logProbs[token] ?? Number.NaN;
  const surprise = Number.isNaN(logProb) ? "" : `, log-prob ${logProb.toFixed(3)}`;
  return `Token ${columns.start + token}, ${label}, ${stateOf(tokens, token)}${surprise}`;
}

function logProbFacts(sampled: boolean, logProb: number): readonly Fact[] {
  const unknown = sampled ? NOT_RECORDED : NOT_SAMPLED;
  const known = sampled && !Number.isNaN(logProb);
  return [
    {
      name: "log-prob",
      value: known ? `${formatLogProb(logProb)} nats` : unknown,
      exact: known ? `${logProb} nats, exactly as recorded` : undefined,
      meaning: "The sampler's",
    },
    { name: "probability", value: known ? Math.exp(logProb).toPrecision(4) : unknown },
  ];
}

/** The bytes that a token stands for; of a special token, its name's. */
function textBytes(text: TokenText): Uint8Array | null {
  switch (text.kind) {
    case "text":
      return new TextEncoder().encode(text.text);
    case "special":
      return new TextEncoder().encode(text.name);
    case "part":
    case "bytes":
      return text.bytes;
    case "unknown":
      return null;
    default:
      return text satisfies never;
  }
}

/** How a sample holds the tokens of a message, in short: `S2 context here`, `S3 12 trained, 30 realigned`. */
export function holdingWords(holder: SampleView, node: number): string {
  const counts = holder.cells.find((cell) => cell.node === node)?.counts ?? [];
  const held = TOKEN_STATES.flatMap((state, code) =>
    (counts[code] ?? 0) > 0 ? [[state, counts[code] ?? 0] as const] : [],
  );
  const words =
    held.length === 1 ? held.map(([state]) => state) : held.map(([state, count]) => `${count} ${state}`);
  return `${sampleName(holder.index)} ${words.join(", ") || "cut off"}`;
}
