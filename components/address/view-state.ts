import {
  parseAsBoolean,
  parseAsInteger,
  parseAsString,
  parseAsStringLiteral,
  type UseQueryStatesKeysMap,
  useQueryStates,
} from "nuqs";
import { OVERLAYS } from "@/components/marks/overlay-names";
import { TREE_MODES } from "@/components/marks/tree-modes";
import { LIST_PARAMS } from "./list-params";

export const INSPECTOR_TABS = ["text", "tokens", "diff", "raw"] as const;
export const PANES = ["outline", "tree", "samples", "node"] as const;

/**
 * Everything that the address of a session's page can say, by pane. A pane that shows something new adds a line here
 * and reads it with `useViewParams`.
 */
export const VIEW_PARAMS = {
  node: parseAsString,
  /** Counts from 1 as on the page: `sample=1` is S1. */
  sample: parseAsInteger,
  policy: parseAsString,
  /** Fork threshold in tokens. */
  ft: parseAsInteger,
  /** Further settings of the policy, `train_once:false,max_sample_tokens:8192`. */
  set: parseAsString,
  /** Whether the settings tried stand beside the session's own. */
  whatif: parseAsBoolean.withDefault(false),
  /** Id of the node marked to compare with. */
  mark: parseAsString,
  /** The pane that a narrow screen shows. */
  pane: parseAsStringLiteral(PANES).withDefault("tree"),

  // The list that the reader came from.
  ...LIST_PARAMS,

  // The tree.
  view: parseAsStringLiteral(TREE_MODES).withDefault("tree"),

  // The message's panel.
  tab: parseAsStringLiteral(INSPECTOR_TABS).withDefault("text"),

  // The token pane.
  /** Selected tokens of the sample, `120-188`. */
  tok: parseAsString,
  ov: parseAsStringLiteral(OVERLAYS).withDefault("mask"),
  /** Whether white space is drawn. */
  ws: parseAsBoolean.withDefault(false),
  /** Whether lines are drawn between tokens, and whether ids stand in place of text. */
  tb: parseAsBoolean.withDefault(false),
  ids: parseAsBoolean.withDefault(false),
};

const OPTIONS = { history: "replace", shallow: true, clearOnDefault: true } as const;

/** What is shown, all of it in the URL, so that any view can be pasted into a report. */
export function useViewState() {
  return useQueryStates(VIEW_PARAMS, OPTIONS);
}

/**
 * Some of what the address says: the component is drawn again when one of these changes, and not for the others.
 *
 * @param params some of `VIEW_PARAMS`, made outside of the component.
 *
 * @example
 * const { ov, ws } = VIEW_PARAMS;
 * const DRAWING = { ov, ws };
 * const [drawing, setDrawing] = useViewParams(DRAWING);
 */
export function useViewParams<Params extends UseQueryStatesKeysMap>(params: Params) {
  return useQueryStates(params, OPTIONS);
}
