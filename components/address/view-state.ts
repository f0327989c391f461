import { OVERLAYS } from "@/components/marks/overlay-names";
import { TREE_MODES } from "@/components/marks/tree-modes";
import { causeParam } from "./asked-cause";
import { LIST_PARAMS } from "./list-params";
import { choiceParam, flagParam, textParam, wholeNumberParam } from "./param";
import { useQueryParams } from "./use-query-params";

export const INSPECTOR_TABS = ["text", "tokens", "diff", "raw"] as const;
export const PANES = ["transcript", "tree", "node", "tokens"] as const;
/** What panes were called before, for addresses that were pasted then. */
const FORMER_PANES = { outline: "transcript", samples: "tokens" } as const;

/**
 * Everything that the address of a session's page can say, by pane. A pane that shows something new adds a line here
 * and reads it with `useQueryParams`.
 */
export const VIEW_PARAMS = {
  node: textParam,
  /** Counts from 1 as on the page: `sample=1` is S1. */
  sample: wholeNumberParam,
  policy: textParam,
  /** Fork threshold in tokens. */
  ft: wholeNumberParam,
  /** Further settings of the policy, `train_once:false,max_sample_tokens:8192`. */
  set: textParam,
  /** Whether the settings tried stand beside the session's own. */
  whatif: flagParam,
  /** Id of the node marked to compare with. */
  mark: textParam,
  /** The card of a cause that is open. */
  cause: causeParam,
  /** The pane that a narrow screen shows; without it that of what the address names, see `shownPane`. */
  pane: choiceParam(PANES, null, FORMER_PANES),

  // The list that the reader came from.
  ...LIST_PARAMS,

  // The tree.
  view: choiceParam(TREE_MODES, "tree"),

  // The message's panel. `text` and `tokens` are its reading view: `tokens` lists each token.
  tab: choiceParam(INSPECTOR_TABS, "text"),

  // The token pane.
  /** Marked tokens of the sample, `120-188`; without a sample, positions in the prompt and answer of the message's turn. */
  tok: textParam,
  ov: choiceParam(OVERLAYS, "mask"),
  /** Whether white space is drawn. */
  ws: flagParam,
  /** Whether lines are drawn between tokens, and whether ids stand in place of text. */
  tb: flagParam,
  ids: flagParam,
};

/**
 * The pane that a narrow screen opens with: the one chosen, else the one that shows what a link names.
 *
 * @example
 * shownPane({ pane: null, node: "n2", sample: null, tok: null }); // "node"
 */
export function shownPane({
  pane,
  node,
  sample,
  tok,
}: Pick<ReturnType<typeof useViewState>[0], "pane" | "node" | "sample" | "tok">): (typeof PANES)[number] {
  // Without a sample there are no tokens of one: the samples stand beside the messages.
  if (pane !== null) return pane === "tokens" && sample === null ? "transcript" : pane;
  if (sample !== null && (tok !== null || node === null)) return "tokens";
  return node === null ? "transcript" : "node";
}

/** What is shown, all of it in the URL, so that any view can be pasted into a report. */
export function useViewState() {
  return useQueryParams(VIEW_PARAMS);
}
