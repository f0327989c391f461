"use client";

import { useViewState } from "@/components/address/view-state";
import { focusPane } from "@/components/keys/focus-pane";
import { useBackStep } from "@/components/keys/use-back-step";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { useSelection } from "@/components/session/selection-context";
import { SESSION_KEYS } from "@/components/session/session-keys";
import type { SessionModel } from "@/components/session/session-model";
import { useMovement } from "@/components/session/use-movement";
import { useOpenTokens } from "@/components/session/use-open-tokens";
import { useTokenKeys } from "@/components/token-pane/use-token-keys";
import { useAnnouncer } from "@/components/ui/announcements";
import { useCopyKeys } from "./use-copy-keys";
import { useMarkKeys } from "./use-mark-keys";
import { useSessionNeighbours } from "./use-session-neighbours";
import { useSessionPalette } from "./use-session-palette";

const loadGoTo = () => import("./go-to-dialog").then((dialog) => dialog.GoToDialog);

/** The keys of a session's page as a whole; its panes contribute their own. */
export function SessionShortcuts({
  session,
  model,
}: {
  readonly session: string;
  readonly model: SessionModel;
}) {
  const goTo = useOpenedLater(loadGoTo);
  const { step, seek } = useMovement(model);
  const neighbour = useSessionNeighbours(session);
  usePaneShortcuts("session", SESSION_KEYS, {
    "session.next-message": step("child"),
    "session.previous-message": step("parent"),
    "session.previous-branch": step("previous branch"),
    "session.next-branch": step("next branch"),
    "session.root": step("root"),
    "session.leaf": step("leaf"),
    "session.go-to": goTo.open,
    "session.next-fork": seek("fork", 1),
    "session.previous-fork": seek("fork", -1),
    "session.next-drift": seek("drift", 1),
    "session.previous-drift": seek("drift", -1),
    "session.next-loss": seek("lost", 1),
    "session.previous-loss": seek("lost", -1),
    "session.next-compaction": seek("compaction", 1),
    "session.previous-compaction": seek("compaction", -1),
    "session.next-error": seek("error", 1),
    "session.previous-error": seek("error", -1),
    "session.next-session": neighbour("after"),
    "session.previous-session": neighbour("before"),
    "session.open-tokens": useOpenTokens(model),
    "session.samples": () => focusPane("samples"),
    ...useMarkKeys(session),
    ...useCopyKeys(session),
  });
  useTokenKeys();
  useSessionPalette(session, model);
  useSessionBackSteps();
  return goTo.Opened && <goTo.Opened model={model} onClose={goTo.close} />;
}

/** What `Esc` undoes of a session's page, one step a press. */
function useSessionBackSteps(): void {
  const { node, sample, selectNode, selectSample } = useSelection();
  const [{ tok, mark }, setState] = useViewState();
  const announcer = useAnnouncer();
  useBackStep("range", tok === null ? null : () => setState({ tok: null }));
  useBackStep(
    "mark",
    mark === null
      ? null
      : () => {
          setState({ mark: null });
          announcer.say("Mark removed");
        },
  );
  useBackStep("sample", sample === null ? null : () => selectSample(null));
  useBackStep("node", node === null ? null : () => selectNode(null));
}
