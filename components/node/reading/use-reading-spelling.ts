"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { viewQuery } from "@/components/address/api-urls";
import { readTokens } from "@/components/reads/read-tokens";
import { readTurnRange } from "@/components/reads/read-turn-range";
import { useTokenSource } from "@/components/reads/token-source-context";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import { type OtherSpelling, otherSpelling } from "@/lib/core/tokens/other-spelling";
import { type SpelledPlace, spelledPart, spelledPlaces } from "@/lib/core/tokens/spelled-places";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";

/** Where another spelling of a message has other tokens than those shown. */
export interface ReadingSpelling extends OtherSpelling {
  readonly places: readonly SpelledPlace[];
  readonly pieces: PieceReader;
}

/** Reads the other spelling of a message; null where there is none, and until it is read. */
export function useReadingSpelling(
  choice: NodeChoice,
  model: SessionModel,
  columns: TokenColumns,
): ReadingSpelling | null {
  const source = useTokenSource();
  const { session, node, view, revision } = choice;
  const other = useMemo(
    () => otherSpelling(model.view, model.positions.get(node) ?? -1, columns),
    [model, node, columns],
  );
  const { data } = useQuery({
    queryKey: ["other-spelling", session, viewQuery(view).toString(), revision, other],
    enabled: other !== null,
    queryFn: ({ signal }) => {
      const { turn, from, to, build } = other ?? { turn: 0, from: 0, to: 0, build: "sent" };
      return build === "rendered"
        ? readTurnRange(session, turn, { from, to, build }, signal)
        : readTokens(source, session, { ...view, of: "turn", turn, from, to }, signal);
    },
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  return useMemo(() => {
    if (!data || other === null) return null;
    const { columns: read, pieces } = data;
    const ids = other.head === null ? read.ids : spelledPart(columns.ids, read.ids, other.head, pieces);
    return { ...other, places: spelledPlaces(columns.ids, ids), pieces };
  }, [data, other, columns]);
}
