"use client";

import { nodeUrl } from "@/components/address/api-urls";
import { useViewState } from "@/components/address/view-state";
import { fetchJson } from "@/components/reads/fetch-json";
import { useSelection } from "@/components/session/selection-context";
import { useAnnouncer } from "@/components/ui/announcements";
import { errorMessage } from "@/lib/core/base/error-message";
import type { NodeDetail } from "@/lib/core/diff/node-detail";
import { stringifyJson } from "@/lib/core/json/stringify-json";

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
      announcer.say(errorMessage(error));
    }
  };
  return {
    "session.copy-link": () => void copy(window.location.href, "Link copied"),
    "session.copy-json": node === null ? undefined : () => void copyNode(node),
  };
}
