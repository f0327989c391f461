import type { RecordedEvidence } from "@/engines/recorded-evidence";
import type { WireEvidence, WireToken } from "./wire-evidence";

/** A token with its log-prob as a 32-bit number. */
type Told = readonly [id: number, logProb: number];

/** How much a sum over a support may differ by its order, in nats. */
const ROUNDING = 1e-6;

/** What differs between recorded evidence and what the wire told, in words; `count` is how many likeliest were asked for. */
export function evidenceDifferences(
  recorded: RecordedEvidence,
  wire: WireEvidence,
  count: number,
): readonly string[] {
  return [
    ...listDifferences(
      "top",
      recorded.top.map(toldOf),
      (wire.top ?? []).map((list) => likeliest(list, count)),
    ),
    ...listDifferences("support", recorded.support.map(toldOf), (wire.support ?? []).map(toldOf)),
    ...entropyDifferences(recorded, wire),
    ...expertDifferences(recorded, wire),
  ];
}

function toldOf(tokens: readonly WireToken[]): Told[] {
  return tokens.map(({ id, logProb }) => [id, Math.fround(logProb ?? Number.NaN)]);
}

/** The likeliest tokens of a list that may hold the sampled one beside them. */
function likeliest(tokens: readonly WireToken[], count: number): Told[] {
  const known = tokens.filter(({ logProb }) => logProb !== null && logProb > -9999);
  return toldOf(known.sort((one, other) => (other.logProb ?? 0) - (one.logProb ?? 0)).slice(0, count));
}

function listDifferences(
  kind: string,
  recorded: readonly Told[][],
  wire: readonly Told[][],
): readonly string[] {
  if (recorded.length === 0) return [];
  const at = wire.findIndex((list, i) => JSON.stringify(list) !== JSON.stringify(recorded[i]));
  if (recorded.length !== wire.length)
    return [`${kind} of ${recorded.length} tokens, on the wire ${wire.length}`];
  if (at < 0) return [];
  const words = (list: Told[] | undefined) => JSON.stringify(list).slice(0, 120);
  return [`${kind} of token ${at}: ${words(recorded[at])}, on the wire ${words(wire[at])}`];
}

function entropyDifferences({ entropy }: RecordedEvidence, { support }: WireEvidence): readonly string[] {
  if (entropy.length === 0) return [];
  const told = (support ?? []).map((tokens) =>
    tokens.reduce((sum, { logProb }) => sum - (logProb === null ? 0 : Math.exp(logProb) * logProb), 0),
  );
  const at = told.findIndex((value, i) => !(Math.abs(value - (entropy[i] ?? Number.NaN)) <= ROUNDING));
  if (told.length !== entropy.length)
    return [`entropy of ${entropy.length} tokens, on the wire ${told.length}`];
  return at < 0 ? [] : [`entropy of token ${at}: ${entropy[at]}, by the support on the wire ${told[at]}`];
}

function expertDifferences(
  { experts, expertsFrom }: RecordedEvidence,
  wire: WireEvidence,
): readonly string[] {
  if (experts.length === 0) return [];
  const told = wire.experts;
  if (told === null) return ["experts that the wire does not tell"];
  const width = experts[0]?.length ?? 0;
  const rows = told.bytes.length / (4 * width);
  if (told.from !== expertsFrom || rows !== experts.length) {
    return [`experts of ${experts.length} tokens from ${expertsFrom}, on the wire ${rows} from ${told.from}`];
  }
  const at = experts.findIndex((row, i) =>
    row.some((expert, k) => expert !== told.bytes.readInt32LE(4 * (i * width + k))),
  );
  return at < 0 ? [] : [`experts of token ${expertsFrom + at} are not those of the wire`];
}
