import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { readChoice } from "@/app/sessions/[id]/read-choice";
import { pageRuntime } from "@/app/sessions/page-runtime";
import { viewQuery } from "@/components/address/api-urls";
import { SampleScreen } from "@/components/sample-page/sample-screen";
import { PolicyError } from "@/lib/core/policy/resolve-policy";
import { packTree } from "@/lib/core/view/pack-tree";
import { NotFoundError } from "@/lib/inspect/not-found-error";
import { readSessionTree } from "@/lib/inspect/session/inspect-session";

interface Address {
  /** `n` counts from 1, as on the page. */
  readonly params: Promise<{ readonly id: string; readonly n: string }>;
  readonly searchParams: Promise<Readonly<Record<string, string | readonly string[] | undefined>>>;
}

export async function generateMetadata({ params }: Address): Promise<Metadata> {
  const { id, n } = await params;
  return { title: `S${n} of ${decodeURIComponent(id)}` };
}

export default async function SamplePage({ params, searchParams }: Address) {
  const page = await pageRuntime();
  const { id, n } = await params;
  const choice = readChoice(await searchParams);
  const query = viewQuery(choice);
  try {
    const tree = await readSessionTree(page.context, decodeURIComponent(id), query);
    const sample = /^\d{1,9}$/.test(n) ? tree.view.samples[Number(n) - 1] : undefined;
    if (!sample) notFound();
    return (
      <SampleScreen key={query.toString()} packed={packTree(tree)} choice={choice} sample={sample.index} />
    );
  } catch (error) {
    // A policy that does not exist makes no samples either.
    if (error instanceof NotFoundError || error instanceof PolicyError) notFound();
    throw error;
  }
}
