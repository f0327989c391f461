import { createHash } from "node:crypto";
import { columnFault } from "@/lib/core/evidence/column-fault";
import type { EvidenceColumn } from "@/lib/core/recording/evidence-column";
import type { Recording } from "@/lib/core/recording/recording";
import type { Turn } from "@/lib/core/recording/turn";
import type { Store } from "@/lib/store/store";
import { nextEvidenceLink } from "@/lib/store/turns/evidence-chain";
import type { Fault } from "./fault";

/**
 * What is wrong with the evidence of a session: columns whose lengths are not the turn's, bytes that are not those that
 * were received, and facts that the chain does not stand for. Bytes that are no longer kept are no fault: large ones
 * have a lifetime of their own.
 */
export async function evidenceFaults(
  store: Pick<Store, "evidence">,
  session: string,
  { turns, prompts }: Recording,
): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const turn of turns) {
    for (const reason of await turnFaults(store, session, turn, prompts.length(turn.index))) {
      faults.push({ session, turn: turn.index, sample: null, reason });
    }
  }
  const chain = await store.evidence.chain(session);
  const derived = turns.reduce<Uint8Array | null>(nextEvidenceLink, null);
  if (chain !== null && (derived === null || Buffer.from(derived).toString("hex") !== chain)) {
    const reason = "its evidence is not that which was recorded: the chain of its digests is another";
    faults.push({ session, turn: null, sample: null, reason });
  }
  return faults;
}

async function turnFaults(
  store: Pick<Store, "evidence">,
  session: string,
  { index, evidence, outputIds }: Turn,
  promptTokens: number,
): Promise<readonly string[]> {
  if (evidence === null) return [];
  const held = await store.evidence.read(session, index);
  return evidence.flatMap((column) => {
    const fault = columnFault(column, { promptTokens, sampledTokens: outputIds.length });
    return fault ?? bytesFault(column, held.get(column.kind) ?? null) ?? [];
  });
}

function bytesFault({ kind, digest }: EvidenceColumn, bytes: Uint8Array | null): string | null {
  if (bytes === null || createHash("sha256").update(bytes).digest("hex") === digest) return null;
  return `the bytes of its column ${kind} are not those that were received`;
}
