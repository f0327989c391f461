import { z } from "zod";
import { littleEndian } from "@/lib/core/base/little-endian";
import { expertsAt } from "@/lib/core/evidence/experts-at";
import type { TokenEvidence, ToldToken } from "@/lib/core/evidence/token-evidence";
import { tokenListAt } from "@/lib/core/evidence/token-lists";
import type { EvidenceColumn, EvidenceKind } from "@/lib/core/recording/evidence-column";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";
import { weightSpansOf } from "@/lib/core/recording/weight-span";
import type { InspectContext } from "@/lib/inspect/inspect-context";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { placeInList, wholeNumber } from "./tokens-query";

const querySchema = z.object({ at: wholeNumber });

/** Of the tokens that could be drawn, so many are told one by one. */
const MOST_TOLD = 20;

interface Held {
  readonly column: EvidenceColumn;
  readonly bytes: Uint8Array;
}

/**
 * What was recorded of one sampled token of a turn, `at` its place among those. Throws `NotFoundError` and `ZodError`.
 */
export async function readTokenEvidence(
  { store, model }: Pick<InspectContext, "model"> & { store: InspectContext["store"] },
  id: string,
  name: string,
  query: URLSearchParams,
): Promise<TokenEvidence> {
  const { at } = querySchema.parse(Object.fromEntries(query));
  if ((await store.findSession(id)) === null) throw new NotFoundError(`There is no session "${id}".`);
  const { turns, prompts } = await store.readRecording(id);
  const turn = turns[placeInList(name) - 1];
  if (turn === undefined || at >= turn.outputIds.length) {
    throw new NotFoundError(`There is no sampled token ${at} of a turn "${name}" in this session.`);
  }
  const bytes = await store.evidence.read(id, turn.index);
  const held = (kind: EvidenceKind): Held | null => {
    const column = turn.evidence?.find((candidate) => candidate.kind === kind);
    const found = bytes.get(kind) ?? null;
    return column === undefined || found === null ? null : { column, bytes: found };
  };
  const told = (tokens: readonly TokenLogProb[]) => tokens.map((token) => toldToken(token, model));
  const listed = (kind: "top" | "support") => {
    const list = held(kind);
    return list && tokenListAt({ shape: list.column.shape, bytes: list.bytes }, at);
  };
  const [top, support, entropy, experts] = [
    listed("top"),
    listed("support"),
    held("entropy"),
    held("experts"),
  ];
  return {
    weights: weightSpansOf(turn).find(({ end }) => at < end)?.version ?? null,
    top: top && told(top),
    entropy: entropy && numberOrNull(littleEndian.toFloats(entropy.bytes)[at]),
    support: support && { count: support.length, likeliest: told(likeliest(support)) },
    experts: experts && expertsAt(experts.column, experts.bytes, prompts.length(turn.index) + at),
    gone: (turn.evidence ?? []).flatMap(({ kind }) => (held(kind) === null ? kind : [])),
  };
}

function likeliest(tokens: readonly TokenLogProb[]): readonly TokenLogProb[] {
  return [...tokens].sort((a, b) => b.logProb - a.logProb).slice(0, MOST_TOLD);
}

function toldToken({ id, logProb }: TokenLogProb, model: Pick<InspectContext["model"], "decode">): ToldToken {
  return { id, text: model.decode(Int32Array.of(id)), log_prob: numberOrNull(logProb) };
}

function numberOrNull(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value;
}
