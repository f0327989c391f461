import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readChoice } from "@/app/sessions/[id]/read-choice";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { viewQuery } from "@/components/address/api-urls";
import { DiffPage } from "@/components/diff-page/diff-page";
import { departuresOf } from "@/lib/core/diff/diff-places";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import type { SessionTree } from "@/lib/core/view/session-tree";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";

interface Address {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Difference in ${decodeURIComponent((await params).id)}` };
}

export default async function SessionDiffPage({ params, searchParams }: Address) {
  const page = await pageRuntime();
  const id = decodeURIComponent((await params).id);
  const choice = readChoice(await searchParams);
  const { session, view } = await readSessionTree(page.context, id, viewQuery(choice)).catch(
    (error: unknown): Promise<SessionTree> => {
      if (error instanceof NotFoundError) notFound();
      // The difference itself says what is wrong with the policy; the places to look at are those of the session's own.
      if (error instanceof PolicyError) return readSessionTree(page.context, id, new URLSearchParams());
      throw error;
    },
  );
  const { revision } = session;
  return (
    <DiffPage places={{ session: id, revision, turns: view.turns.length, departures: departuresOf(view) }} />
  );
}
