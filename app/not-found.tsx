import Link from "next/link";
import { EmptyState } from "@/components/ui/empty-state";

export default function NotFound() {
  return (
    <main className="h-dvh">
      <EmptyState title="There is nothing here">
        The session may never have been recorded, or its id is spelled otherwise.{" "}
        <Link href="/sessions" className="text-ink underline underline-offset-4">
          See all sessions
        </Link>
        .
      </EmptyState>
    </main>
  );
}
