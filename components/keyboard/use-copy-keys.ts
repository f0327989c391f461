"use client";

import { stringifyJson } from "@/lib/core/stringify-json";
import type { NodeDetail } from "@/lib/core/view/node-detail";
import { useAnnouncer } from "../ui/announcements";
import { nodeUrl } from "../workspace/api-urls";
import { fetchJson } from "../workspace/fetch-json";
import { useSelection } from "../workspace/selection-context";
import { useViewState } from "../workspace/view-state";

/** Copies a link to what is shown, or the selected message. */
export function useCopyKeys(session: string) {
  const announcer = useAnnouncer();
  const { node } = useSelection();
  const [{ policy, ft }] = useViewState();
  const copy = async (text: string, said: string): Promise<void> => {
    await navigator.clipboard.writeText(text);
    announcer.say(said);
  };
  const copyNode = async (id: string): Promise<void> => {
    try {
      const url = nodeUrl(session, id, { policy, threshold: ft });
      const detail = await fetchJson<NodeDetail>(url, AbortSignal.timeout(10_000));
      await copy(stringifyJson(detail), "Message copied as JSON");
    } catch (error) {
      announcer.say(error instanceof Error ? error.message : String(error));
    }
  };
  return {
    "session.copy-link": () => void copy(window.location.href, "Link copied"),
    "session.copy-json": node === null ? undefined : () => void copyNode(node),
  };
}
