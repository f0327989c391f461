import type { EvidenceBytes } from "@/lib/core/evidence/evidence-bytes";
import type { EvidenceReads } from "@/lib/core/evidence/evidence-reads";
import type { EvidenceKind } from "@/lib/core/recording/evidence-column";
import type { Recording } from "@/lib/core/recording/recording";

/** The evidence of a session's turns, of those that have any of the kinds that are wanted. */
export async function evidenceOfTurns(
  source: Pick<EvidenceReads, "read">,
  session: string,
  { turns }: Recording,
  wanted: readonly EvidenceKind[],
): Promise<ReadonlyMap<number, EvidenceBytes>> {
  const read = new Map<number, EvidenceBytes>();
  for (const { index, evidence } of turns) {
    if (evidence?.some(({ kind }) => wanted.includes(kind)) !== true) continue;
    const told = await source.read(session, index);
    read.set(index, new Map([...told].filter(([kind]) => wanted.includes(kind))));
  }
  return read;
}
