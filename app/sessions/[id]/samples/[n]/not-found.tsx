"use client";

import Link from "next/link";
import { useParams } from "next/navigation";
import { EmptyState } from "@/components/ui/empty-state";

/** What a link to a sample that there is not shows. */
export default function SampleNotFound() {
  const { id, n } = useParams<{ id: string; n: string }>();
  const session = decodeURIComponent(id);
  return (
    <main className="h-dvh">
      <EmptyState title={`There is no sample S${decodeURIComponent(n)}`}>
        The session <code className="font-mono text-ink [overflow-wrap:anywhere]">{session}</code> gives fewer
        samples under this policy, or is not recorded here.{" "}
        <Link href={`/sessions/${id}`} className="text-ink underline underline-offset-4">
          Open the session
        </Link>
        .
      </EmptyState>
    </main>
  );
}
