import type { LiveState } from "@/components/reads/use-changes";

const WORDS: Readonly<
  Record<LiveState, { readonly label: string; readonly title: string; readonly dot: string }>
> = {
  connecting: { label: "connecting", title: "Asking the server for changes.", dot: "bg-line-strong" },
  live: { label: "live", title: "New turns appear here without a reload.", dot: "bg-forked" },
  lost: {
    label: "reconnecting",
    title: "The connection broke; the page is asking again. Nothing is missed.",
    dot: "bg-realigned",
  },
  stale: {
    label: "stale",
    title: "The server has not been heard for ten seconds. This page may be out of date. It keeps trying.",
    dot: "bg-refused",
  },
};

/** Whether what is shown follows the recording. */
export function LiveBadge({
  state,
  following = false,
}: {
  readonly state: LiveState;
  /** Whether the selection goes along with what is recorded. */
  readonly following?: boolean;
}) {
  const { label, title, dot } = WORDS[state];
  return (
    <span
      role="status"
      title={title}
      className="inline-flex items-center gap-1.5 text-xs whitespace-nowrap text-ink-2"
    >
      <span aria-hidden className={`size-2 rounded-full ${dot}`} />
      {/* As wide as the longest word, so that nothing beside it moves. */}
      <span className="sm:min-w-18">{state === "live" && following ? "following" : label}</span>
    </span>
  );
}
