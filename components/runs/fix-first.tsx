import Link from "next/link";
import { formatCount, formatShare, plural } from "../ui/format";
import { type CauseFigures, condition, sessionsLink } from "./stats-view";

/** The cause that touches the most sampled tokens, and the way to its sessions. */
export function FixFirst({ causes }: { readonly causes: readonly CauseFigures[] }) {
  const costly = causes.filter(({ subject, tokens }) => subject !== "fork" && tokens > 0);
  const [first] = costly;
  if (!first) {
    return (
      <p className="rounded-lg border border-line bg-surface p-4 text-ink-2">
        Nothing to fix: no sampled token drifted or was refused.
      </p>
    );
  }
  const lost = costly.reduce((sum, { tokens }) => sum + tokens, 0);
  return (
    <section className="rounded-lg border border-realigned bg-realigned-fill p-4">
      <h2 className="text-xs font-medium text-ink-2">Fix first</h2>
      <p className="mt-1 text-lg">
        <span className="inline-block font-medium first-letter:uppercase">
          {first.cause.replaceAll("_", " ")}
        </span>
        : {formatCount(first.tokens)} sampled tokens in {plural(first.sessions, "session")},{" "}
        {formatShare(first.tokens, lost)} of all that drifted or was refused.
      </p>
      <Link
        href={sessionsLink(condition("cause", first.cause))}
        className="text-sm underline underline-offset-4"
      >
        See these sessions
      </Link>
    </section>
  );
}
