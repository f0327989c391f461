"use client";

import { useQueryParams } from "@/components/address/use-query-params";
import { VIEW_PARAMS } from "@/components/address/view-state";
import { isNarrow } from "@/components/ui/use-is-narrow";
import { useSelection } from "./selection-context";

const { tab, pane } = VIEW_PARAMS;
const PARAMS = { tab, pane };

/**
 * Selects a message and shows it, on a narrow screen too, where the panes stand one behind the other. For a press;
 * a key that walks through a pane stays in it.
 *
 * @example
 * const showMessage = useShowMessage();
 * showMessage(id, "diff"); // how the prompt of its turn departs
 */
export function useShowMessage(): (node: string, tab?: "diff") => void {
  const { selectNode } = useSelection();
  const [, setState] = useQueryParams(PARAMS);
  return (node, tab) => {
    selectNode(node);
    setState({ ...(tab && { tab }), ...((isNarrow() || tab) && { pane: "node" }) });
  };
}
