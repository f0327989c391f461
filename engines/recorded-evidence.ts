import { littleEndian } from "@/lib/core/base/little-endian";
import { expertsAt } from "@/lib/core/evidence/experts-at";
import { tokenListAt } from "@/lib/core/evidence/token-lists";
import { readTurnLine } from "@/lib/core/file/turn-line-reader";
import { parseJson } from "@/lib/core/json/parse-json";
import type { EvidenceKind } from "@/lib/core/recording/evidence-column";
import type { TokenLogProb } from "@/lib/core/recording/token-log-prob";

/** The evidence of one turn as it was recorded, token by token. */
export interface RecordedEvidence {
  readonly kinds: readonly EvidenceKind[];
  readonly top: readonly (readonly TokenLogProb[])[];
  readonly support: readonly (readonly TokenLogProb[])[];
  readonly entropy: readonly number[];
  /** The experts of each token of prompt and answer from `expertsFrom` on. */
  readonly experts: readonly (readonly number[])[];
  readonly expertsFrom: number;
}

/** The evidence of a session's turns, in their order. */
export async function recordedEvidence(
  turntree: string,
  session: string,
): Promise<readonly RecordedEvidence[]> {
  const response = await fetch(`${turntree}/api/sessions/${encodeURIComponent(session)}/turns.jsonl`);
  const lines = (await response.text()).split("\n").filter((line) => line !== "");
  return lines.flatMap((text) => {
    const line = readTurnLine(parseJson(text));
    if (line.type !== "turn") return [];
    const columns = line.turn.evidence ?? [];
    const held = (kind: EvidenceKind) => {
      const column = columns.find((one) => one.kind === kind);
      const bytes = new Uint8Array(Buffer.from(line.evidence?.[kind] ?? "", "base64"));
      return column === undefined ? null : { column, bytes };
    };
    const lists = (kind: "top" | "support") => {
      const list = held(kind);
      if (list === null) return [];
      const { column, bytes } = list;
      return Array.from({ length: column.shape[0] ?? 0 }, (_, at) =>
        tokenListAt({ shape: column.shape, bytes }, at),
      );
    };
    const experts = held("experts");
    const from = experts?.column.start ?? 0;
    return {
      kinds: columns.map(({ kind }) => kind),
      top: lists("top"),
      support: lists("support"),
      entropy: [...littleEndian.toFloats(held("entropy")?.bytes ?? new Uint8Array())],
      experts: Array.from({ length: experts?.column.shape[0] ?? 0 }, (_, row) =>
        experts === null ? [] : [...(expertsAt(experts.column, experts.bytes, from + row) ?? [])],
      ),
      expertsFrom: from,
    };
  });
}
