"use client";

import { SESSION_KEYS } from "../keyboard/session-keys";
import { usePaneShortcuts } from "../keyboard/use-pane-shortcuts";
import { useAnnouncer } from "../ui/announcements";
import type { SessionModel } from "../workspace/session-model";
import { useViewParams, VIEW_PARAMS } from "../workspace/view-state";

const { node } = VIEW_PARAMS;
const PARAMS = { node };

/** The key that lets the selection go along with what is recorded, and stops it. */
export function useFollowKey(
  model: SessionModel,
  following: boolean,
  setFollowing: (following: boolean) => void,
): void {
  const [, setState] = useViewParams(PARAMS);
  const announcer = useAnnouncer();
  const { nodes, turns } = model.view;
  usePaneShortcuts("session", SESSION_KEYS, {
    "session.follow": () => {
      setFollowing(!following);
      announcer.say(following ? "No longer following" : "Following new turns");
      const newest = nodes[turns.at(-1)?.node ?? -1];
      if (!following && newest) void setState({ node: newest.id });
    },
  });
}
