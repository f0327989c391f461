import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

/** What stands in place of a session whose recording does not hold together: never a part of its tree. */
export function BrokenRecording({ session, reason }: { readonly session: string; readonly reason: string }) {
  return (
    <main className="h-dvh">
      <EmptyState title="This recording fails its checks">
        <p>
          What is stored of <code className="font-mono text-ink [overflow-wrap:anywhere]">{session}</code>{" "}
          does not hold together, so nothing of it is shown: half a tree would look whole.
        </p>
        <p className="mt-2 rounded-md bg-raised px-3 py-2 text-left font-mono text-xs [overflow-wrap:anywhere]">
          {reason}
        </p>
        <p className="mt-2">
          <code className="font-mono text-ink">npm run turntree -- verify --session {session}</code> names
          every turn that is not what was received.{" "}
          <Link href="/sessions" className="text-ink underline underline-offset-4">
            All sessions
          </Link>
        </p>
      </EmptyState>
    </main>
  );
}
