"use client";

import { Columns2, Download, Ellipsis, Link as LinkIcon, Scale, Search } from "lucide-react";
import Link from "next/link";
import type { ViewChoice } from "@/components/address/api-urls";
import { compareHref } from "@/components/address/compare-href";
import { FollowSwitch } from "@/components/follow/follow-switch";
import { useShortcutRegistry } from "@/components/keys/keyboard-context";
import { useOpenedLater } from "@/components/keys/use-opened-later";
import { usePaneShortcuts } from "@/components/keys/use-pane-shortcuts";
import { loadNoteDialog, NoteButton } from "@/components/notes/note-button";
import { WHAT_IF_KEYS } from "@/components/session/what-if-keys";
import { useAccess } from "@/components/ui/access";
import { IconButton } from "@/components/ui/icon-button";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import type { SessionRow } from "@/lib/core/view/session-row";

const loadLab = () => import("@/components/lab-dialog/policy-lab-dialog").then((lab) => lab.PolicyLabDialog);
const loadExport = () =>
  import("@/components/export-dialog/export-dialog").then((module) => module.ExportDialog);
const loadMenu = () => import("./session-menu").then((menu) => menu.SessionMenu);

const BUTTON =
  "inline-flex h-8 items-center gap-2 rounded-md border border-line-strong px-3 text-sm text-ink hover:bg-raised";

/** What can be done with a session: a row of buttons, or one menu where there is no room. */
export function SessionActions({
  session,
  choice,
}: {
  readonly session: SessionRow;
  readonly choice: ViewChoice;
}) {
  const lab = useOpenedLater(loadLab);
  const menu = useOpenedLater(loadMenu);
  const exporting = useOpenedLater(loadExport);
  const registry = useShortcutRegistry();
  const noting = useOpenedLater(loadNoteDialog);
  const { mayExport, mayAnnotate } = useAccess();
  const openExport = mayExport ? exporting.open : undefined;
  usePaneShortcuts("session", WHAT_IF_KEYS, { "what-if.export": openExport });
  const compare = compareHref({ session: session.id, ...choice }, null);
  return (
    <>
      <span className="ml-auto flex items-center gap-2 max-md:hidden">
        <IconButton
          label="Find a command, message or session (Ctrl K)"
          onClick={() => registry.run("page.palette")}
        >
          <Search size={16} aria-hidden />
        </IconButton>
        <IconButton label="Copy a link to this view (y)" onClick={() => registry.run("session.copy-link")}>
          <LinkIcon size={16} aria-hidden />
        </IconButton>
        {/* There is no room for it beside the buttons of a smaller screen; what is shown offers it there. */}
        <span className="max-xl:hidden">
          <FollowSwitch />
        </span>
        <ThemeToggle />
        <NoteButton session={session.id} target={{ on: "session" }} className={BUTTON} />
        <Link href={compare} className={BUTTON}>
          <Columns2 size={16} aria-hidden />
          Compare
        </Link>
        <button type="button" className={BUTTON} onClick={lab.open}>
          <Scale size={16} aria-hidden />
          Policies
        </button>
        {openExport && (
          <button
            type="button"
            aria-haspopup="dialog"
            onClick={openExport}
            className="inline-flex h-8 items-center gap-2 rounded-md bg-ink px-3 text-sm font-medium text-page hover:opacity-90"
          >
            <Download size={16} aria-hidden />
            Export
          </button>
        )}
      </span>
      <span className="relative ml-auto shrink-0 md:hidden">
        <button
          type="button"
          aria-haspopup="menu"
          aria-label="What can be done with this session"
          onClick={menu.open}
          className="inline-flex size-9 items-center justify-center rounded-md border border-line-strong text-ink"
        >
          <Ellipsis size={16} aria-hidden />
        </button>
        {menu.Opened && (
          <menu.Opened
            compare={compare}
            onPolicies={lab.open}
            onExport={openExport}
            onNote={mayAnnotate ? noting.open : undefined}
            onRun={(id) => registry.run(id)}
            onClose={menu.close}
          />
        )}
      </span>
      {lab.Opened && (
        <lab.Opened session={session.id} revision={session.revision} choice={choice} onClose={lab.close} />
      )}
      {noting.Opened && (
        <noting.Opened session={session.id} target={{ on: "session" }} onClose={noting.close} />
      )}
      {exporting.Opened && (
        <exporting.Opened
          target={{ kind: "session", session: session.id, choice }}
          onClose={exporting.close}
        />
      )}
    </>
  );
}
