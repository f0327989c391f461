import { FlaskConical } from "lucide-react";
import type { ReactNode } from "react";
import { FollowSwitch } from "@/components/follow/follow-switch";
import { ThemeToggle } from "@/components/ui/theme-toggle";
import { LiveRefresh } from "./live-refresh";
import { LogOutButton } from "./log-out-button";
import { ServerNotice } from "./server-notice";
import { type PageName, SiteNav } from "./site-nav";

/** The head of the list: the product, whether it is live, and that the engine is simulated if it is. */
export function PageHeader({
  simulated,
  current,
  live = <LiveRefresh />,
}: {
  readonly simulated: boolean;
  readonly current: PageName;
  /** Whether the page follows the recording; pages that read again as a whole need not say. */
  readonly live?: ReactNode;
}) {
  return (
    <>
      <header className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line bg-surface px-4 py-2">
        <span className="text-base font-semibold tracking-tight">Turntree</span>
        <SiteNav current={current} />
        {/* A row of its own on a narrow screen: what it says changes, and must not push the others about. */}
        <span className="flex items-center gap-4 max-md:order-last max-md:w-full">
          {live}
          {simulated && <SimulatedNote />}
        </span>
        <span className="ml-auto flex items-center gap-1 md:order-last">
          <LogOutButton />
          <FollowSwitch />
          <ThemeToggle />
        </span>
      </header>
      <ServerNotice />
    </>
  );
}

function SimulatedNote() {
  return (
    <span
      title="No engine is configured, so answers come from the simulated engine that ships with Turntree. Set TURNTREE_ENGINE and TURNTREE_ENGINE_URL to record a real model."
      className="inline-flex items-center gap-1.5 rounded-md border border-realigned bg-realigned-fill px-2 py-0.5 text-xs text-ink"
    >
      <FlaskConical size={14} aria-hidden />
      <span>
        Simulated engine<span className="max-sm:hidden">: answers are scripted, not a model's</span>
      </span>
    </span>
  );
}
