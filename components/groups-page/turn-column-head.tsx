import Link from "next/link";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { formatReward } from "@/components/ui/format";
import { plural } from "@/lib/core/base/format-count";
import type { GroupSession } from "@/lib/core/list/group-view";

/** The head of a session's column: its name, outline, reward and advantage. */
export function TurnColumnHead({
  session,
  left,
  width,
}: {
  readonly session: GroupSession;
  readonly left: number;
  readonly width: number;
}) {
  const { id, reward, advantage, turns } = session;
  const words = [
    `reward ${formatReward(reward)}`,
    advantage === null ? "no advantage" : `advantage ${advantage.toFixed(3)}`,
    plural(turns, "turn"),
  ].join(" · ");
  return (
    <div className="absolute inset-y-0 flex flex-col justify-center gap-1 px-2" style={{ left, width }}>
      <Link
        href={`/sessions/${encodeURIComponent(id)}`}
        prefetch={false}
        title={id}
        className="truncate font-mono text-sm font-medium underline-offset-4 hover:underline"
      >
        {id}
      </Link>
      <ShapeSpark row={session} />
      <span className="truncate text-xs text-ink-2" title={words}>
        {words}
      </span>
    </div>
  );
}
