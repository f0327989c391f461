import { parseAsBoolean, parseAsInteger, parseAsString, parseAsStringLiteral, useQueryStates } from "nuqs";
import { OVERLAYS } from "../token-pane/overlays";

export const INSPECTOR_TABS = ["text", "tokens", "diff", "raw"] as const;
export const PANES = ["outline", "tree", "samples", "node"] as const;

const PARSERS = {
  node: parseAsString,
  /** Counts from 1 as on the page: `sample=1` is S1. */
  sample: parseAsInteger,
  policy: parseAsString,
  /** Fork threshold in tokens. */
  ft: parseAsInteger,
  tab: parseAsStringLiteral(INSPECTOR_TABS).withDefault("text"),
  /** Selected tokens of the sample, `120-188`. */
  tok: parseAsString,
  ov: parseAsStringLiteral(OVERLAYS).withDefault("mask"),
  /** Whether white space is drawn. */
  ws: parseAsBoolean.withDefault(false),
  /** The pane that a narrow screen shows. */
  pane: parseAsStringLiteral(PANES).withDefault("tree"),
};

/** What is shown, all of it in the URL, so that any view can be pasted into a report. */
export function useViewState() {
  return useQueryStates(PARSERS, { history: "replace", shallow: true, clearOnDefault: true });
}
