import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readChoice } from "@/app/sessions/[id]/read-choice";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { viewQuery } from "@/components/address/api-urls";
import { DiffPage } from "@/components/diff-page/diff-page";
import { atDesk } from "@/lib/api/desk/at-desk";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { NotFoundError } from "@/lib/inspect/not-found-error";

interface Address {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  return { title: `Difference in ${decodeURIComponent((await params).id)}` };
}

export default async function SessionDiffPage({ params, searchParams }: Address) {
  await pageRuntime();
  const id = decodeURIComponent((await params).id);
  const choice = readChoice(await searchParams);
  const query = viewQuery(choice).toString();
  const places = await atDesk("diffPlaces", { id, query }).catch((error: unknown) => {
    if (error instanceof NotFoundError) notFound();
    // The difference itself says what is wrong with the policy; the places to look at are those of the session's own.
    if (error instanceof PolicyError) return atDesk("diffPlaces", { id, query: "" });
    throw error;
  });
  return <DiffPage places={places} />;
}
