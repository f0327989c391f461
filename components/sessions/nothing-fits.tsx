import Link from "next/link";
import { EmptyState } from "../ui/empty-state";

/** What stands in the list's place when the filter leaves nothing, or cannot be read. */
export function NothingFits({
  problems,
}: {
  readonly problems: readonly { readonly part: string; readonly reason: string }[];
}) {
  const [first] = problems;
  return (
    <EmptyState title={first ? `“${first.part}” is no condition` : "No session fits"}>
      {first
        ? `${first.reason}.`
        : "Conditions are words, or figures such as forks:>2, yield:<80%, refused:>0, status:open."}{" "}
      <Link href="/sessions" className="text-ink underline underline-offset-4">
        Clear the filter
      </Link>
    </EmptyState>
  );
}
