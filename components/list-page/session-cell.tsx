import { Circle, CircleAlert, CircleCheck, CircleSlash } from "lucide-react";
import Link from "next/link";
import type { ListChoice } from "@/components/address/list-params";
import { sessionUrl } from "@/components/address/list-urls";
import { CauseChips } from "@/components/marks/cause-chips";
import { ShapeSpark } from "@/components/marks/shape-spark";
import { formatDuration, formatReward } from "@/components/ui/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { ShareBar } from "@/components/ui/share-bar";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { visibleText } from "@/lib/core/base/visible-text";
import type { ListRow } from "@/lib/core/list/list-row";
import type { MissingCalls } from "@/lib/core/recording/session-fields";
import type { SessionRow } from "@/lib/core/view/session-row";
import type { ColumnName } from "./columns";

const GLYPHS = {
  open: { icon: Circle, words: "Open: calls are still recorded", look: "text-forked" },
  finished: { icon: CircleCheck, words: "Finished: its policy is frozen", look: "text-ink-2" },
  dropped: { icon: CircleSlash, words: "Dropped: its turns were deleted", look: "text-ink-3" },
} as const;

/** What a row shows in a column. */
export function SessionCell({
  row,
  column,
  list,
}: {
  readonly row: ListRow;
  readonly column: ColumnName;
  readonly list: ListChoice;
}) {
  switch (column) {
    case "session":
      return <SessionName row={row} list={list} />;
    case "model":
      return <Word text={row.model} />;
    case "client":
      return <Word text={row.client} />;
    case "run":
      return <Word text={row.run} />;
    case "started":
      return <RelativeTime at={row.created_at} />;
    case "changed":
      return <RelativeTime at={row.updated_at} />;
    case "turns":
      return formatCount(row.turns);
    case "shape":
      return <ShapeSpark row={row} />;
    case "causes":
      return <CauseChips causes={row.causes.filter(({ subject }) => subject === "fork")} most={3} />;
    case "drift":
      return <Quiet count={row.drift_spans} />;
    case "refused":
      return <Quiet count={row.refused} />;
    case "samples":
      return formatCount(row.samples);
    case "yield":
      return <ShareBar part={row.trained_tokens} whole={row.sampled_tokens} noun="sampled tokens" />;
    case "reward":
      return formatReward(row.reward);
    case "duration":
      return row.duration_ms === null ? "—" : formatDuration(row.duration_ms);
    case "group":
      return row.group_index === null ? "—" : row.group_index;
    default:
      return column satisfies never;
  }
}

function SessionName({ row, list }: { readonly row: ListRow; readonly list: ListChoice }) {
  return (
    <span className="flex min-w-0 items-center gap-2">
      <StatusGlyph status={row.status} />
      <Link
        href={sessionUrl(row.id, list)}
        prefetch={false}
        title={row.id}
        className="min-w-0 truncate font-mono font-medium text-ink hover:underline hover:underline-offset-4"
      >
        {row.id}
      </Link>
      {row.unrecorded && <MissingCallsMark {...row.unrecorded} />}
    </span>
  );
}

function MissingCallsMark({ calls, reason }: MissingCalls) {
  const words = `${plural(calls, "call")} could not be recorded: ${reason}`;
  return (
    <span title={words} className="shrink-0 text-refused">
      <CircleAlert size={14} aria-hidden />
      <span className="sr-only">{words}</span>
    </span>
  );
}

function Word({ text }: { readonly text: string | null }) {
  if (!text) return <span className="text-ink-3">—</span>;
  return (
    <span title={visibleText(text)} className="block truncate text-ink-2">
      {visibleText(text)}
    </span>
  );
}

/** A count of something out of the ordinary: grey when there is none. */
function Quiet({ count }: { readonly count: number }) {
  return <span className={count === 0 ? "text-ink-3" : "font-medium text-ink"}>{formatCount(count)}</span>;
}

/** A session's status where there is room for a glyph only. */
function StatusGlyph({ status }: { readonly status: SessionRow["status"] }) {
  const { icon: Icon, words, look } = GLYPHS[status];
  return (
    <span role="img" aria-label={words} title={words} className={`shrink-0 ${look}`}>
      <Icon size={14} aria-hidden />
    </span>
  );
}
