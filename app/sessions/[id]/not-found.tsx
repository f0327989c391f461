"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";

/** What a link to a session that is not recorded here shows. */
export default function SessionNotFound() {
  const { id } = useParams<{ id: string }>();
  const name = decodeURIComponent(id);
  return (
    <main className="h-dvh">
      <EmptyState title="This session is not recorded here">
        There is no session called <code className="font-mono text-ink [overflow-wrap:anywhere]">{name}</code>
        . Its id may be spelled otherwise, or the session was recorded into another database.{" "}
        <Link
          href={`/sessions?q=${encodeURIComponent(name)}`}
          className="text-ink underline underline-offset-4"
        >
          Look for it
        </Link>{" "}
        or{" "}
        <Link href="/sessions" className="text-ink underline underline-offset-4">
          see all sessions
        </Link>
        .
      </EmptyState>
    </main>
  );
}
