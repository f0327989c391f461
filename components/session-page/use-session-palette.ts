"use client";

import { compareHref } from "@/components/address/compare-href";
import { useNavigate } from "@/components/address/use-navigate";
import { useViewState } from "@/components/address/view-state";
import { rankItems } from "@/components/palette/rank-items";
import { sessionPlaces } from "@/components/palette/session-places";
import { usePaletteSource } from "@/components/palette/use-palette-source";
import type { SessionModel } from "@/components/session/session-model";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";

/** Puts a session's messages, samples, policies and comparisons into the palette. */
export function useSessionPalette(session: string, model: SessionModel): void {
  const navigate = useNavigate();
  const [{ sample }, setState] = useViewState();
  usePaletteSource({
    heading: "In this session",
    find: (query) => {
      const { places, more } = sessionPlaces(model.view, query, sample === null ? null : sample - 1);
      const items = places.map((place) => {
        if (place.kind === "node") {
          const { node, label, detail } = place;
          return { id: `node.${node}`, label, detail, run: () => setState({ node }) };
        }
        const tok = place.token === null ? null : String(place.token);
        const run = () => setState({ sample: place.sample + 1, tok, pane: "tokens" });
        return { id: `sample.${place.sample}.${tok ?? ""}`, label: place.label, run };
      });
      return { items, more };
    },
  });
  usePaletteSource({
    heading: "Policy",
    find: (query) => ({
      items: rankItems(
        Object.keys(BUILT_IN_POLICIES).map((policy) => ({
          id: `policy.${policy}`,
          label: `Show under policy ${policy}`,
          run: () => setState({ policy, ft: null, set: null }),
        })),
        query,
      ),
      more: 0,
    }),
  });
  usePaletteSource({
    heading: "Compare",
    find: (query) => ({
      items: rankItems(
        [
          {
            id: "compare.session",
            label: "Compare with another session",
            aliases: "side by side diff",
            run: () => navigate(compareHref({ session }, null)),
          },
        ],
        query,
      ),
      more: 0,
    }),
  });
}
