"use client";

import { useMemo } from "react";
import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import type { SessionModel } from "@/components/session/session-model";
import type { NodeChoice } from "@/components/session/use-node";
import type { CardSource } from "@/components/token-pane/card/card-source";
import { overlayCodes, tokenOwners } from "@/components/token-pane/reads/overlay-codes";
import { OVERLAY_FACTS } from "@/components/token-pane/reads/overlays";
import { useLaterColumns } from "@/components/token-pane/reads/use-later-columns";
import type { TokenColumns } from "@/lib/core/tokens/token-columns";
import type { PieceReader } from "@/lib/core/tokens/token-text";
import { TokenTexts } from "@/lib/core/tokens/token-texts";
import type { NodeView } from "@/lib/core/view/session-view";
import { changedTokens, MOST_PLACES, type ReadingDrawing, textCuts, wholeGlyphs } from "./reading-drawing";
import { useReadingSpelling } from "./use-reading-spelling";

const { tb, ov } = VIEW_PARAMS;
const PARAMS = { tb, ov };

/** A message's tokens as the reading view draws them, and what its card takes facts from. */
interface ReadMessage {
  readonly drawing: ReadingDrawing;
  readonly source: CardSource;
}

/** Puts together what is known of a message's tokens: their text, states, looks, and their other spelling. */
export function useReading(
  choice: NodeChoice,
  model: SessionModel,
  node: NodeView,
  { columns, pieces }: { readonly columns: TokenColumns; readonly pieces: PieceReader },
): ReadMessage {
  const [{ tb: apart, ov }] = useQueryParams(PARAMS);
  const tokens = useMemo(() => {
    const texts = new TokenTexts(columns.ids, pieces);
    return { columns, texts, owners: tokenOwners(columns), isWhole: true };
  }, [columns, pieces]);
  const nodes = useMemo(() => [{ start: 0, end: columns.ids.length, node }], [columns, node]);
  const later = useLaterColumns(choice.session, tokens, model.view.turns);
  const spelling = useReadingSpelling(choice, model, columns);
  const codes = useMemo(() => {
    // The states are drawn without looking each token up.
    if (ov === "mask") return null;
    return overlayCodes(ov, { ...tokens, nodes, turns: model.view.turns, later });
  }, [ov, tokens, nodes, model, later]);
  const drawing = useMemo((): ReadingDrawing => {
    const written = (spelling?.places ?? []).slice(0, MOST_PLACES).map((place) => wholeGlyphs(place, tokens));
    const places = new Map(written.map((place) => [place.start, place]));
    const ends = written.flatMap((place) => (place.end > place.start ? [[place.end, place] as const] : []));
    return {
      tokens,
      spelling,
      places,
      ends: new Map(ends),
      changed: changedTokens(tokens, spelling),
      cuts: textCuts(tokens, places),
      codes,
      looks: OVERLAY_FACTS[ov].steps.map(({ look }) => look),
      apart,
    };
  }, [tokens, spelling, codes, ov, apart]);
  const sample = choice.sample === null ? null : (model.view.samples[choice.sample] ?? null);
  return { drawing, source: { tokens, nodes, sample, model, choice, later } };
}
